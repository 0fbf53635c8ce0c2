// Set like a good form: tables first, thin rules, one accent colour, nothing that moves. Every pair
// of colours has a contrast of at least 4.5 : 1 for text and 3 : 1 for edges that mean something
// (WCAG 2.2 AA, 1.4.3 and 1.4.11), in light and in dark.

#include "documents/page_style.h"

namespace ombud::documents {

std::string_view page_style() {
  return R"(
:root { color-scheme: light dark; --paper: #fff; --ink: #1b2023; --soft: #566066;
  --rule: #d5dadd; --edge: #7c878d; --accent: #0b5c74; --tint: #eef4f6; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #15191c; --ink: #e4e8ea; --soft: #a3adb3;
    --rule: #333b40; --edge: #76828a; --accent: #7cc4d8; --tint: #1d2529; } }
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%;
  font: 0.9375rem/1.45 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
body { margin: 0; }
main { max-width: 68rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.75rem 0 0.5rem; font-weight: 650;
  overflow-wrap: anywhere; }
h1 { font-size: 1.625rem; margin: 0 0 1.25rem; padding-bottom: 0.75rem;
  border-bottom: 2px solid var(--accent); }
h2 { font-size: 1.25rem; color: var(--accent); }
h3 { font-size: 1.0625rem; color: var(--accent); }
h4, h5, h6 { font-size: 0.9375rem; color: var(--soft); }
p { margin: 0.5rem 0; max-width: 44rem; white-space: pre-line; overflow-wrap: anywhere; }
.notice { margin: 1rem 0; padding: 0.6rem 0.9rem; background: var(--tint);
  border-left: 4px solid var(--accent); font-weight: 600; }
.facts { margin: 0.75rem 0 1rem; border-top: 1px solid var(--rule); }
.facts div { display: grid; grid-template-columns: minmax(8rem, 15rem) 1fr; gap: 0 1.25rem;
  padding: 0.28rem 0; border-bottom: 1px solid var(--rule); }
dt { color: var(--soft); overflow-wrap: anywhere; }
dd { margin: 0; white-space: pre-line; overflow-wrap: anywhere; }
.table { overflow-x: auto; margin: 0.75rem 0 1.25rem; }
.table:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: 0.25rem 0 0.35rem; }
.table + .table { margin-top: 1.75rem; }
th, td { text-align: left; vertical-align: top; padding: 0.28rem 1.25rem 0.28rem 0; }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: 0.8125rem; font-weight: 600; color: var(--soft); vertical-align: bottom;
  border-bottom: 1px solid var(--edge); }
tbody td { border-bottom: 1px solid var(--rule); white-space: pre-line; overflow-wrap: break-word;
  max-width: 34rem; }
tbody tr:hover { background: var(--tint); }
.number { text-align: right; white-space: nowrap; }
tbody th { font-weight: 600; vertical-align: top; border-bottom: 1px solid var(--rule); }
ul, ol { margin: 0.5rem 0; padding-left: 1.5rem; max-width: 44rem; }
li { margin: 0.15rem 0; white-space: pre-line; overflow-wrap: anywhere; }
header, footer { max-width: 68rem; margin: 0 auto; padding: 1rem 1.5rem; color: var(--soft);
  font-size: 0.8125rem; white-space: pre-line; }
a { color: var(--accent); } figure { margin: 1rem 0 1.5rem; }
svg { display: block; max-width: 100%; height: auto; font-family: inherit; }
figcaption { margin-top: 0.4rem; color: var(--soft); font-size: 0.8125rem; }
.f-none { fill: none; } .f-ink { fill: var(--ink); } .f-soft { fill: var(--soft); }
.f-accent { fill: var(--accent); } .f-tint { fill: var(--tint); } .f-rule { fill: var(--rule); }
.f-edge { fill: var(--edge); } .f-paper { fill: var(--paper); }
.s-none { stroke: none; } .s-ink { stroke: var(--ink); } .s-soft { stroke: var(--soft); }
.s-accent { stroke: var(--accent); } .s-tint { stroke: var(--tint); }
.s-rule { stroke: var(--rule); } .s-edge { stroke: var(--edge); } .s-paper { stroke: var(--paper); }
@media (max-width: 36rem) {
  main { padding: 1rem 1rem 3rem; }
  .facts div { grid-template-columns: 1fr; } }
@media print {
  @page { size: A4; margin: 16mm 15mm 18mm;
    @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; } }
  :root { --paper: #fff; --ink: #000; --soft: #444; --rule: #bbb; --edge: #444;
    --accent: #000; --tint: #fff; }
  html { font-size: 9.5pt; }
  main, header, footer { max-width: none; padding: 0; }
  p { max-width: none; orphans: 3; widows: 3; }
  h1, h2, h3, h4, h5, h6, caption { break-after: avoid; }
  tr, .facts div, .notice, figure { break-inside: avoid; }
  thead { display: table-header-group; }
  .table { overflow: visible; }
  tbody td { overflow-wrap: anywhere; } }
)";
}

}  // namespace ombud::documents
