import { followApplications } from './follow-applications.ts'
import { joinPersonRoom } from './person-room.ts'
import { handlePlacements } from './placement-acts.ts'
import { refreshPage } from './refresh.ts'

/** The placements of a company. New ones are told in one's own room, changes in the rooms of their applications. */

const said = document.getElementById('said')!

handlePlacements(document.querySelector<HTMLElement>('.placements-page')!)

const look = async () => {
  const text = () => document.getElementById('placements')!.textContent
  const before = text()
  await refreshPage()
  follow()
  if (text() !== before) said.textContent = 'The placements have changed.'
}
const follow = () => followApplications(() => void look())

follow()
joinPersonRoom({ onState: () => void look() })
