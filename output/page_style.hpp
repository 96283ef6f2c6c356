#pragma once
// The style of brief and report. Colours as those of the what-if page: safe for colour-blind
// readers, blue the status quo, orange the scenario.

#include <string_view>

namespace kozqaras {

inline constexpr std::string_view kPageStyle = R"(
:root { --base: #2f6ea5; --changed: #a6500a; --ink: #1d232a; --quiet: #4f5b66; --line: #c9d1d8; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 62rem; font: 16px/1.45 "DejaVu Sans", "Noto Sans",
  system-ui, sans-serif; color: var(--ink); background: #fff; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: .2rem 0 .8rem; }
h2 { font-size: 1.2rem; margin: 1.8rem 0 .4rem; border-top: 2px solid var(--line); padding-top: .6rem; }
h3 { font-size: 1rem; margin: 1rem 0 .3rem; }
p { margin: .3rem 0; overflow-wrap: anywhere; }
.kicker, .note, footer { font-size: .82rem; color: var(--quiet); }
.beware { border-left: 4px solid var(--changed); padding-left: .6rem; font-weight: 600; }
.told { display: grid; grid-template-columns: 9.5rem 1fr; gap: .45rem .8rem; margin: 0 0 .8rem; }
.told dt { color: var(--quiet); padding-top: .12rem; }
.told dd { margin: 0; }
.told .much { font-size: 1.15rem; font-weight: 600; }
.trust { border: 1px solid var(--line); border-left: 4px solid var(--base); padding: .45rem .7rem;
  margin: .7rem 0; font-size: .92rem; }
nav a { margin-right: .9rem; white-space: nowrap; }
a { color: #1f5f99; }
table { border-collapse: collapse; font-size: .88rem; width: 100%; margin: .3rem 0; }
caption { text-align: left; color: var(--quiet); font-size: .82rem; padding-bottom: .2rem; }
th, td { text-align: left; padding: .2rem .5rem .2rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; overflow-wrap: break-word; }
th[scope="row"] { min-width: 8rem; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th.n { white-space: normal; }
.scroll { overflow-x: auto; }
details { margin: .4rem 0; }
summary { cursor: pointer; color: #1f5f99; }
.side { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: .4rem 1.2rem; }
.side figure { min-width: 0; }
figure { margin: 0; }
figcaption { font-weight: 600; font-size: .95rem; margin: .3rem 0 .1rem; }
.chart, .map { display: block; width: 100%; height: auto; overflow: visible; }
.chart text { font-size: 13px; fill: var(--ink); }
.chart text.note, .chart text.tick { fill: var(--quiet); }
.chart text.strong { font-weight: 600; paint-order: stroke; stroke: #fff; stroke-width: 3px; }
.grid { stroke: #e3e8ec; } .zero { stroke: #5c6770; }
.divider { stroke: #5c6770; stroke-dasharray: 4 3; }
.base.outer { fill: var(--base); fill-opacity: .16; } .base.inner { fill: var(--base); fill-opacity: .32; }
.base.middle { stroke: var(--base); stroke-width: 2; stroke-dasharray: 7 4; fill: none; }
.changed.outer { fill: var(--changed); fill-opacity: .15; } .changed.inner { fill: var(--changed); fill-opacity: .33; }
.changed.middle { stroke: var(--changed); stroke-width: 2.4; fill: none; }
.invisible { fill: #8794a0; fill-opacity: .22; }
.mark { fill: var(--changed); stroke: #fff; }
.wave { stroke: var(--ink); stroke-width: 1.6; } .wave.point { fill: var(--ink); } .wave.hollow { fill: #fff; }
.legend, .scale { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1rem; padding: 0; margin: .2rem 0; font-size: .82rem; }
.legend span, .swatch { display: inline-block; width: 1.4rem; height: .75rem; margin-right: .35rem; vertical-align: -.05rem; }
.legend .lb { background: var(--base); opacity: .5; } .legend .lc { background: var(--changed); opacity: .5; }
.legend .li { background: #8794a0; opacity: .4; }
.legend .lw { width: .75rem; border-radius: 50%; background: var(--ink); }
.legend .lh { width: .75rem; border-radius: 50%; border: 2px solid var(--ink); }
.hidden { position: absolute; }
.region { stroke: #fff; stroke-width: .8; } .cover { fill: url(#hatch); } .hatch { stroke: #1d232a; stroke-opacity: .35; stroke-width: 1.6; }
.step0 { fill: #a6500a; background: #a6500a; } .step1 { fill: #d98b3f; background: #d98b3f; } .step2 { fill: #f3cfa5; background: #f3cfa5; }
.step3 { fill: #f2f2f2; background: #e6e6e6; } .step4 { fill: #b9d3ea; background: #b9d3ea; } .step5 { fill: #5c9bd1; background: #5c9bd1; }
.step6 { fill: #1f5f99; background: #1f5f99; }
@media (max-width: 34rem) { .told { grid-template-columns: 1fr; gap: 0 .5rem; } .told dd { margin-bottom: .5rem; }
  .chart text { font-size: 21px; } .chart text.other { display: none; } table { font-size: .8rem; }
  nav a { white-space: normal; } .brief table { font-size: .72rem; } .brief td, .brief th { padding-right: .3rem; }
  .brief td.n { white-space: normal; } .brief th[scope="row"] { min-width: 0; } }
@media print {
  @page { size: A4; margin: 14mm; }
  html { font-size: 9.5pt; }
  .brief .chart { max-height: 56mm; } .brief h1 { font-size: 1.4rem; margin-bottom: .5rem; } .brief .told { gap: .25rem .8rem; }
  body { padding: 0; max-width: none; font-size: 1rem; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  figure, tr, .trust { break-inside: avoid; }
  h2, h3, figcaption { break-after: avoid; }
  nav { display: none; }
}
)";

} // namespace kozqaras
