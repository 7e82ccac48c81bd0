/** The style sheet of report pages: system fonts, a measure one can read, both colour schemes, print. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--paper:#fcfbf8;--raised:#fff;--ink:#1d2129;--muted:#5d6673;--line:#e2dfd8;--faint:#f3f1ec;
--accent:#1f63a8;--good:#1a7f56;--bad:#b3261e;--warn:#8a6100;--good-wash:#e5f3ec;--bad-wash:#fbe9e7;--warn-wash:#fbf1d9;
--serif:Charter,'Bitstream Charter','Iowan Old Style','Palatino Linotype',Palatino,Georgia,'Liberation Serif',serif;
--sans:system-ui,-apple-system,'Segoe UI',Inter,'Helvetica Neue',Arial,'Liberation Sans',sans-serif;
--mono:ui-monospace,'SF Mono',Menlo,Consolas,'Liberation Mono',monospace}
@media (prefers-color-scheme:dark){:root{--paper:#14161a;--raised:#1b1e24;--ink:#e6e8ec;--muted:#9aa4b2;--line:#2c3138;--faint:#1f2329;
--accent:#7db4ec;--good:#5cc795;--bad:#f0867c;--warn:#e0b354;--good-wash:#163026;--bad-wash:#3a1e1c;--warn-wash:#352a14}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.58 var(--serif);font-kerning:normal;text-rendering:optimizeLegibility}
main{max-width:1080px;margin:0 auto;padding:56px 28px 96px}
h1,h2,h3,th,.sans,nav,summary,.chip,.card,dt,table,footer{font-family:var(--sans)}
h1{font-size:33px;line-height:1.18;letter-spacing:-.018em;margin:6px 0 14px;max-width:22em;font-weight:680}
h2{font-size:22px;letter-spacing:-.01em;margin:68px 0 8px;padding-top:14px;border-top:2px solid var(--ink);font-weight:660}
h3{font-size:16px;margin:0;font-weight:640}
p{margin:10px 0;max-width:42em}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:2px}
code,.witness{font-family:var(--mono);font-size:.84em}
math{font-size:1.04em;font-family:'Cambria Math','STIX Two Math','Latin Modern Math','Noto Sans Math',math}math.tml-display{margin:.7em 0}
sub,sup{line-height:0;font-size:.72em}
.eyebrow{font:600 12.5px/1 var(--sans);letter-spacing:.09em;text-transform:uppercase;color:var(--muted)}
.lead{font-size:20px;line-height:1.48;max-width:36em;margin:0 0 22px}
.muted{color:var(--muted)}
.small{font-size:14px;line-height:1.5}
nav{font-size:14px;display:flex;gap:20px;flex-wrap:wrap;margin:22px 0 0}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:1px;background:var(--raised);border:1px solid var(--line);border-radius:8px;overflow:hidden;margin:28px 0 14px}
.card{box-shadow:0 0 0 1px var(--line);padding:17px 18px 15px}
.card b{display:block;font-size:29px;line-height:1.12;font-weight:640;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.card span{font-size:13px;color:var(--muted);line-height:1.4;display:block;margin-top:4px}
.verdict{display:inline-block;font:640 14px/1 var(--sans);padding:8px 13px;border-radius:99px;margin:0 0 16px}
.holds{color:var(--good)}.refuted{color:var(--bad)}.inconclusive{color:var(--warn)}
.verdict.holds{background:var(--good-wash)}.verdict.refuted{background:var(--bad-wash)}.verdict.inconclusive{background:var(--warn-wash)}
table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.45}
th{text-align:left;font-size:12px;font-weight:600;color:var(--muted);padding:7px 14px 7px 0;border-bottom:1px solid var(--ink);white-space:nowrap}
td{padding:7px 14px 7px 0;border-bottom:1px solid var(--line);vertical-align:top}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}th{vertical-align:bottom}
tr.group td{padding-top:22px;font-weight:640;border-bottom:1px solid var(--muted)}
td a{color:inherit;text-decoration:none}td a:hover{color:var(--accent);text-decoration:underline}
.chip{font-size:11.5px;color:var(--muted);border:1px solid var(--line);border-radius:99px;padding:1px 8px;white-space:nowrap}
details tr.group td{padding-top:12px;font-weight:400;border-bottom:1px solid var(--line)}
.scroll{overflow-x:auto}.scroll+.scroll,.scroll+p+.scroll{margin-top:30px}
.id{font-family:var(--mono);font-size:12.5px;white-space:nowrap}
.mark{font-weight:700;display:inline-block;width:1.2em}.status{white-space:nowrap}
.over{display:inline-block;width:1.3em;font-size:.62em;text-align:center;vertical-align:1px;color:var(--accent)}
.level{white-space:nowrap}
.pips{display:inline-flex;gap:2.5px;margin-right:8px;vertical-align:1px}
.pips i{width:9px;height:9px;border-radius:2px;border:1px solid var(--accent);opacity:.4}
.pips i.on{background:var(--accent);opacity:1}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,480px),1fr));gap:18px;margin:22px 0}
.figures.crystals{grid-template-columns:7fr 12fr}
figure{margin:0;background:var(--raised);border:1px solid var(--line);border-radius:8px;padding:10px 8px 8px;display:flex;flex-direction:column;justify-content:space-between}
figcaption{font:13.5px/1.5 var(--sans);color:var(--muted);padding:8px 12px 6px}
figure svg{width:100%;height:auto;display:block}
figure.wide{grid-column:1/-1}figure.wide svg{max-width:640px;margin:0 auto}
svg.wf{color:inherit}
article{border:1px solid var(--line);border-radius:8px;background:var(--raised);padding:20px 24px 8px;margin:16px 0;scroll-margin-top:16px}
article.refuted-claim{border-color:var(--bad)}article.open-claim{border-color:var(--warn)}
article header{display:flex;gap:14px;align-items:baseline;flex-wrap:wrap}
article header .level{margin-left:auto;font:13px/1.4 var(--sans);color:var(--muted)}
.statement{font-size:18px;line-height:1.6;margin:12px 0 10px;max-width:44em}
.facts{display:grid;grid-template-columns:70px 1fr;gap:3px 18px;font-size:14.5px;line-height:1.5;margin:12px 0}
.facts dt{color:var(--muted);font-size:13px;padding-top:1px}.facts dd{margin:0}
.facts ul{margin:0;padding-left:1.1em}
details{border-top:1px solid var(--line);margin:0 -24px;padding:0 24px}
summary{cursor:pointer;font-size:13.5px;padding:10px 0;color:var(--muted)}
summary:hover{color:var(--ink)}
details[open]{padding-bottom:14px}
details table{font-size:13.5px}
.evidence td:nth-child(1),.mutants td:nth-child(1){width:24px}.evidence td:nth-child(2){width:138px}.mutants td:nth-child(2){width:44%}.evidence tr.group td{width:auto}
.witness{color:var(--ink);overflow-wrap:anywhere;white-space:pre-wrap}
.replay{background:var(--faint);border-radius:6px;padding:9px 12px;overflow-x:auto;font:12.5px/1.5 var(--mono);white-space:pre-wrap;overflow-wrap:anywhere;margin:8px 0}
.bar{display:flex;height:13px;border-radius:4px;overflow:hidden;gap:1px;margin:20px 0 8px;max-width:none}
.bar i{display:block;background:var(--accent)}
.legend{display:flex;gap:8px 22px;flex-wrap:wrap;font:13px/1.4 var(--sans);color:var(--muted)}
.legend i{display:inline-block;width:11px;height:11px;border-radius:2px;background:var(--accent);margin-right:7px;vertical-align:-1px}
.trust{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:0 44px}
.trust h3{margin:26px 0 8px}
footer{margin-top:72px;padding-top:14px;border-top:1px solid var(--line);font-size:13px;color:var(--muted)}
@media (max-width:760px){.figures.crystals{grid-template-columns:1fr}}
@media (max-width:640px){#index th:nth-child(2),#index td:nth-child(2){display:none}main{padding:32px 16px 64px}h1{font-size:27px}.facts{grid-template-columns:1fr}.facts dd{margin-bottom:6px}article{padding:16px 16px 6px}details{margin:0 -16px;padding:0 16px}article header .level{margin-left:0}}
@media print{body{font-size:10.5pt;background:#fff}main{max-width:none;padding:0}article,figure{break-inside:avoid}details::details-content{content-visibility:visible;display:block}nav{display:none}}
`;
