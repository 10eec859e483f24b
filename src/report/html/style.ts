/** Style sheet of the page: dark text on white, one column that prints, figures two abreast on wide screens. */
export const STYLE = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1020px;padding:24px 28px 60px;font:15px/1.5 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif;color:#1a1a1a;background:#fff}
h1{font-size:28px;line-height:1.2;margin:0 0 4px}
h2{font-size:19px;margin:40px 0 8px;padding-top:10px;border-top:2px solid #1a1a1a}
h3{font-size:15px;margin:18px 0 4px}
p{margin:6px 0;max-width:75ch}
a{color:#0a4f86}
.sub{color:#4a4a4a;margin-bottom:14px}
.note,figcaption,caption,.legend{color:#4a4a4a;font-size:13px;font-weight:400}
.alert{border-left:4px solid #d55e00;padding:4px 12px;background:#fdf3ec;max-width:none}
nav{font-size:13px;margin:14px 0 0}nav a{margin-right:14px;display:inline-block}
table{border-collapse:collapse;width:100%;font-size:13.5px;margin:8px 0;font-variant-numeric:tabular-nums}
caption{text-align:left;padding:0 0 4px}
th,td{padding:3px 10px 3px 0;text-align:left;vertical-align:top;border-bottom:1px solid #e2e2e2}
th{font-weight:600}thead th{vertical-align:bottom}
th.n,td.n{text-align:right;white-space:nowrap}
td .i{display:block;color:#5a5a5a;font-size:12px}
.scroll{overflow-x:auto}
.heat td{padding:3px 7px;border:1px solid #fff}
.heat th{padding:3px 7px 3px 0;font-weight:400}
.heat thead th{font-size:12px;text-align:right}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(400px,100%),1fr));gap:10px 24px}
figure{margin:0;break-inside:avoid}
figcaption{font-weight:600;color:#1a1a1a}details{margin:8px 0}
svg{width:100%;height:auto;display:block}
svg text{font:11px system-ui,Arial,"DejaVu Sans",sans-serif;fill:#333}
.axis .rule{stroke:#e4e4e4;fill:none}.axis .base,.base{stroke:#555;fill:none}
.line{fill:none;stroke-width:2;stroke-linejoin:round}
.bar{width:180px;height:16px;margin-top:2px}
.map{border:1px solid #d0d0d0;margin-top:6px}.sea{fill:#f7f9fb}
.map circle,.dot circle{stroke:#222;stroke-width:.7}
circle.never{fill:#fff;stroke:#8a8a8a}
.dot{display:inline-block;width:20px;height:20px;vertical-align:middle}
.off{display:none}
.legend .swatch{display:inline-block;width:22px;height:11px;margin-left:10px}
.legend .stroke{display:inline-block;width:22px;border-top:2px solid;vertical-align:middle;margin-left:10px}.legend .dashed{border-top-style:dashed}
fieldset.sectors{border:0;padding:0;margin:4px 0;font-size:13px}fieldset.sectors legend{float:left;margin-right:10px;padding:0}fieldset.sectors label{margin-right:12px;white-space:nowrap}
.tree,.tree ul{list-style:none;margin:0;padding:0}.tree ul{margin-left:7px;padding-left:13px;border-left:1px solid #bbb}
.tree{font-size:13px;line-height:1.55}.tree time{color:#5a5a5a;font-variant-numeric:tabular-nums;margin-right:8px}
.tree .k{display:inline-block;width:9px;height:9px;margin-right:6px;border:1px solid #222}
.k.hazard,.k.trigger{background:#e69f00;border-radius:50%}.k.damage,.k.derate,.k.trip,.k.demand{background:#d55e00;transform:rotate(45deg)}.k.fall{background:#0072b2}.k.buffer-end,.k.plan{background:#fff}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(420px,100%),1fr));gap:0 28px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:8px 0;font-size:14px}dt{color:#4a4a4a}dd{margin:0;overflow-wrap:anywhere}
code,pre{font:13px/1.45 ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace}pre{background:#f4f4f4;padding:8px 12px;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
details summary{cursor:pointer;font-size:13px;color:#0a4f86;margin:4px 0}
@media print{body{max-width:none;padding:0;font-size:9.5pt}table{font-size:8.5pt}th,td{padding-right:7px}.heat{font-size:7pt}.heat th,.heat thead th,.heat td{padding:2px 3px;font-size:7pt}.heat thead th+th{writing-mode:vertical-rl;text-align:left}.legend{break-after:avoid}.scroll{overflow:visible}.columns{grid-template-columns:1fr 1fr}.tree{font-size:7.5pt;line-height:1.4}nav,fieldset.sectors,details summary{display:none}h2{break-after:avoid;margin-top:22px}tr,figure{break-inside:avoid}h3{break-after:avoid}thead{display:table-header-group}a{color:inherit;text-decoration:none}.figures{grid-template-columns:1fr 1fr}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
@page{margin:16mm 14mm}
`.trim();
