import { describe, expect, it } from 'vitest'
import { toHtml } from '../../server/threads/markdown.ts'

describe('markdown', () => {
  it.each([
    ['plain', '<p>plain</p>'],
    ['two\nlines', '<p>two<br />lines</p>'],
    [
      '**bold** *slanted* ~~gone~~ `code`',
      '<p><strong>bold</strong> <em>slanted</em> <del>gone</del> <code>code</code></p>',
    ],
    ['- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>'],
    ['3. c', '<ol start="3">\n<li>c</li>\n</ol>'],
    ['- [x] done', '<ul>\n<li>☑ done</li>\n</ul>'],
    ['# Large', '<h4>Large</h4>'],
    ['###### Small', '<h6>Small</h6>'],
    ['> quoted', '<blockquote>\n<p>quoted</p>\n</blockquote>'],
    ['1 < 2 & 3 > 2', '<p>1 &lt; 2 &amp; 3 &gt; 2</p>'],
    [
      '[us](https://employer.example/?a=1&b=2)',
      '<p><a href="https://employer.example/?a=1&amp;b=2" rel="nofollow noopener noreferrer" target="_blank">us</a></p>',
    ],
    [
      'see https://employer.example',
      '<p>see <a href="https://employer.example" rel="nofollow noopener noreferrer" target="_blank">https://employer.example</a></p>',
    ],
    [
      '![the logo](https://employer.example/logo.png)',
      '<p><a href="https://employer.example/logo.png" rel="nofollow noopener noreferrer" target="_blank">the logo</a></p>',
    ],
    ['<b>typed</b>', '<p>&lt;b&gt;typed&lt;/b&gt;</p>'],
    ['- a\n  >1.\n.', '<p>- a<br />  &gt;1.<br />.</p>'],
    ['>'.repeat(4_000), `<p>${'&gt;'.repeat(4_000)}</p>`],
    ['', ''],
  ])('%j is %s', (text, html) => {
    expect(toHtml(text)).toBe(html)
  })
})

const vectors = [
  '<script>alert(1)</script>',
  '<ScRiPt src=//evil.example/x.js></sCrIpT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img src="javascript:alert(1)">',
  '![x](javascript:alert(1))',
  '![x](https://a.example/"onerror="alert(1))',
  '![x"onerror="alert(1)](https://a.example/a.png)',
  '<svg/onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<math><mtext></p><style><img src onerror=alert(1)></style></math>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="javascript:alert(1)"></object>',
  '<embed src="javascript:alert(1)">',
  '<form action="javascript:alert(1)"><button>go</button></form>',
  '<input autofocus onfocus=alert(1)>',
  '<body onload=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<video><source onerror=alert(1)></video>',
  '<base href="https://evil.example/">',
  '<link rel=stylesheet href=https://evil.example/x.css>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<style>*{background:url(https://evil.example)}</style>',
  '<p style="background:url(javascript:alert(1))">x</p>',
  '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\nscript:alert(1))',
  '[x](java&#10;script:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](&#x6A&#x61&#x76&#x61script:alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x]( javascript:alert(1) )',
  '[x](<javascript:alert(1)>)',
  '<javascript:alert(1)>',
  '[x]: javascript:alert(1)\n\n[x]',
  '[x](vbscript:msgbox(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](//evil.example)',
  '[x](/api/auth/sign-out)',
  '[x](https://a.example "onmouseover=alert(1) x=")',
  '[x](https://a.example\\"onmouseover="alert(1))',
  '[<img src=x onerror=alert(1)>](https://a.example)',
  '`<script>alert(1)</script>`',
  '```html"><script>alert(1)</script>\nx\n```',
  '~~~"onclick=alert(1)\nx\n~~~',
  '    <script>alert(1)</script>',
  '<!--><script>alert(1)</script>-->',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?php echo "<script>alert(1)</script>"; ?>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<template><script>alert(1)</script></template>',
  '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
  '<textarea></textarea><script>alert(1)</script>',
  '<a href="https://a.example" onclick="alert(1)">x</a>',
  '| a |\n|---|\n| <img src=x onerror=alert(1)> |',
  '# <img src=x onerror=alert(1)>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<div id="main" class="toast" name="csrf">clobbered</div>',
  '[x](https://user:pass@a.example/%22onclick=%22alert(1))',
  '\\<script>alert(1)\\</script>',
]

/** Every tag of it, with its attributes as they stand there. */
const tagsOf = (html: string) =>
  [...html.matchAll(/<\/?([^\s/>]+)([^>]*)>/g)].map(([, name, rest]) => ({ name, rest }))

const elements =
  /^(p|br|hr|strong|em|del|code|pre|blockquote|a|h4|h5|h6|ul|ol|li|table|thead|tbody|tr|th|td|span)$/
const onLink = /^ href="(?:https?:\/\/|mailto:)[^"<>]*" rel="nofollow noopener noreferrer" target="_blank"$/

describe('what would run', () => {
  it.each(vectors)('%j is plain elements, links to the web and text', text => {
    const html = toHtml(text)
    // Whatever is left of `<` is part of these tags: none of the text opens another.
    expect(html.replaceAll(/<\/?[^\s/>]+[^>]*>/g, '')).not.toMatch(/[<>]/)
    for (const { name, rest } of tagsOf(html)) {
      expect(name).toMatch(elements)
      if (name === 'a' && rest) expect(rest).toMatch(onLink)
      else expect(rest).toMatch(/^( \/| start="\d+")?$/)
    }
  })

  it('does not fail or keep anybody waiting, however it is written', () => {
    const began = performance.now()
    for (const text of [
      '[',
      '*',
      '_',
      '`',
      '>',
      '- ',
      '![',
      '<a ',
      '\\',
      '|a',
      '~~',
      '**a ',
      '[a](',
      '&',
      '\n',
    ])
      toHtml(text.repeat(Math.floor(4_000 / text.length)))
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})
