/** The style sheet of the agent pages; light and dark by the reader's preference, down to 360 px. */
export const STYLE = `
:root { color-scheme: light dark;
  --ink: light-dark(#1f2b33, #e6ebee); --soft: light-dark(#5a6a74, #9fb0ba); --paper: light-dark(#ffffff, #151b1f);
  --ground: light-dark(#f3f6f7, #0e1316); --line: light-dark(#d8dfe3, #2b363d); --link: light-dark(#17576f, #7cc7e0);
  --note: light-dark(#fff6dd, #2b2512); --note-line: light-dark(#d9a300, #a58018); --accent: light-dark(#03363d, #0b2c33); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
a { color: var(--link); } a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
small, .role, .when, .none { color: var(--soft); }
.skip { position: absolute; left: -999px; } .skip:focus { left: 8px; top: 8px; background: var(--paper); padding: 8px; z-index: 1; }
.top { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; justify-content: space-between; padding: 10px 24px; background: var(--accent); }
.top, .top a { color: #fff; } .top .home { font-weight: 600; text-decoration: none; } .top small { color: #c3d7db; font-weight: 400; }
.mark { display: inline-grid; place-items: center; width: 26px; height: 26px; margin-right: 6px; border-radius: 6px; background: #ffffff2b; }
.top form { display: flex; gap: 6px; flex: 0 1 420px; }
.top input { flex: 1; min-width: 0; } .top input, .top button { font: inherit; padding: 5px 10px; border-radius: 6px; border: 1px solid #ffffff40; color: inherit; background: #ffffff1a; }
.top input::placeholder { color: #c3d7db; } .top button { cursor: pointer; }
main { max-width: 1240px; margin: 0 auto; padding: 20px 24px 60px; }
h1 { font-size: 22px; line-height: 1.3; margin: 6px 0 16px; overflow-wrap: anywhere; } .id { color: var(--soft); font-weight: 500; }
.crumbs { margin: 0; }
.views { display: flex; flex-wrap: wrap; gap: 6px; padding: 0; margin: 0 0 14px; list-style: none; }
.views a { display: block; padding: 3px 12px; border: 1px solid var(--line); border-radius: 99px; text-decoration: none; background: var(--paper); }
.views a span { color: var(--soft); } .views a[aria-current] { border-color: var(--link); font-weight: 600; }
.scroll { overflow-x: auto; background: var(--paper); border: 1px solid var(--line); border-radius: 10px; }
table { width: 100%; border-collapse: collapse; } th, td { padding: 9px 14px; text-align: start; vertical-align: top; border-top: 1px solid var(--line); }
thead th { border-top: 0; font-size: 13px; color: var(--soft); font-weight: 600; } .number { text-align: end; } td.when { white-space: nowrap; }
.subject { min-width: 220px; } .subject a { text-decoration: none; } .subject a:hover { text-decoration: underline; }
.status { display: inline-block; padding: 1px 9px; border-radius: 5px; font-size: 13px; font-weight: 600; vertical-align: middle; background: light-dark(#e3e8eb, #2b363d); }
.status.new { background: light-dark(#ffeec2, #53430f); } .status.open { background: light-dark(#ffd9d2, #5c2119); }
.status.pending { background: light-dark(#d7e8fb, #173a5e); } .status.hold { background: light-dark(#dedede, #3a3f43); } .status.solved { background: light-dark(#d5f0dd, #174a2a); }
td .tags { min-width: 130px; }
.tags { display: flex; flex-wrap: wrap; gap: 4px; margin: 0; padding: 0; list-style: none; }
.tags li { padding: 0 7px; border: 1px solid var(--line); border-radius: 5px; font-size: 13px; overflow-wrap: anywhere; }
.consent { max-width: 560px; padding: 4px 20px; background: var(--paper); border: 1px solid var(--line); border-radius: 10px; }
.consent select, .consent button { font: inherit; padding: 6px 14px; border-radius: 6px; border: 1px solid var(--line); background: var(--ground); color: inherit; max-width: 100%; } .consent button { cursor: pointer; } .consent button[value=allow] { background: var(--accent); color: #fff; }
.pager { display: flex; gap: 16px; justify-content: center; padding: 16px; } .empty { padding: 40px; text-align: center; color: var(--soft); background: var(--paper); border: 1px dashed var(--line); border-radius: 10px; }
.ticket { display: grid; grid-template-columns: 270px minmax(0, 1fr); gap: 20px; align-items: start; }
aside { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 4px 16px; }
dl { margin: 0; } dl div { padding: 8px 0; border-top: 1px solid var(--line); } dl div:first-child { border-top: 0; }
dt { font-size: 13px; color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
article { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 12px 18px; margin-bottom: 12px; overflow-wrap: anywhere; }
article.internal { background: var(--note); border-inline-start: 4px solid var(--note-line); }
article:target { outline: 2px solid var(--link); }
article header { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; margin-bottom: 6px; } article .when { margin-inline-start: auto; text-decoration: none; font-size: 13px; }
.avatar { display: grid; place-items: center; width: 28px; height: 28px; border-radius: 50%; background: var(--accent); color: #fff; font-size: 13px; }
.visibility { font-size: 12px; padding: 0 8px; border: 1px solid var(--line); border-radius: 99px; } .internal .visibility { border-color: var(--note-line); }
.role { font-size: 13px; } .zd-comment p { margin: 0 0 8px; } .zd-comment blockquote { margin: 0 0 8px; padding-inline-start: 12px; border-inline-start: 3px solid var(--line); }
.zd-comment img { max-width: 100%; height: auto; } .zd-comment pre { overflow-x: auto; } .zd-comment table { width: auto; }
.attachments { margin: 10px 0 0; padding: 8px 0 0 18px; border-top: 1px solid var(--line); }
.history { margin-top: 18px; color: var(--soft); } .history summary { cursor: pointer; } .history li { overflow-wrap: anywhere; }
@media (max-width: 760px) { .ticket { grid-template-columns: minmax(0, 1fr); } dl { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: 20px; } dl div:nth-child(2) { border-top: 0; } main { padding: 14px 12px 40px; } .top { padding: 10px 12px; } .top form { flex-basis: 100%; } }
`;
