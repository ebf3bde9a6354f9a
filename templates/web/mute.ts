import { remove, send } from './forms.ts'
import { toast } from './toast.ts'

/** The button by which somebody wants to hear nothing of a job, and of it again. */
export const useMute = (button: HTMLButtonElement) => {
  const url = `/api/jobs/${button.dataset.mute}/mute`
  const toggle = async () => {
    const isMuted = 'muted' in button.dataset
    button.setAttribute('aria-disabled', 'true')
    const answer = await (isMuted ? remove(url) : send('PUT', url, {}))
    button.removeAttribute('aria-disabled')
    if (!answer.ok) return toast(answer.problem.detail, { tone: 'bad' })
    button.toggleAttribute('data-muted', !isMuted)
    button.textContent = isMuted ? 'Mute' : 'Unmute'
    toast(
      isMuted ? 'You hear of this job again.' : 'You hear nothing of this job, but where you are mentioned.',
    )
  }
  button.disabled = false
  button.addEventListener('click', () => {
    if (!button.ariaDisabled) void toggle()
  })
}
