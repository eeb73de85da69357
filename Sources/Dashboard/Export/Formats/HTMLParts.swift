/// The parts of a page that are the same in all, so that its policy can allow them, and nothing else, by what they are.
enum HTMLParts {
  /// The hash of ``style``, as the policy has it. A test tells it where it is another.
  static let styleHash = "sha256-+ImzXbLu/VcYm0TfZdp2rYRZlLhFh+veVabxQs/py+A="
  /// The hash of ``script``.
  static let scriptHash = "sha256-NIBkAbjkHODHkFJdjb2KTh/l/nvrL7OQxPF/Q+5dlC0="

  static let style = """
    :root{--page:#fff;--text:#3b3f54;--soft:#62667d;--line:#dce0e8;--raised:#f7f8fb;--accent:#7a2fd6;--healthy:#27711a;\
    --degraded:#8a5a00;--failing:#c8092f}
    @media (prefers-color-scheme:dark){:root{--page:#181825;--text:#cdd6f4;--soft:#9399b2;--line:#313244;--raised:#1e1e2e;\
    --accent:#cba6f7;--healthy:#a6e3a1;--degraded:#f9e2af;--failing:#ff8fab}}
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:1800px;padding:24px;background:var(--page);color:var(--text);\
    font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
    header{display:flex;flex-wrap:wrap;align-items:baseline;gap:4px 16px}
    h1{margin:0;font-size:24px;color:var(--accent)}
    header p{margin:0;color:var(--soft)}
    h2{margin:32px 0 12px;font-size:18px}
    .totals{display:flex;flex-wrap:wrap;gap:12px;margin:20px 0}
    .totals div{display:flex;flex-direction:column;min-width:110px;padding:10px 16px;border:1px solid var(--line);\
    border-radius:8px;background:var(--raised)}
    .totals dd{margin:0;font-size:22px;font-weight:600;font-variant-numeric:tabular-nums}
    .totals dt{color:var(--soft);font-size:13px}
    .warnings{margin:20px 0;padding:10px 16px 10px 36px;border-left:4px solid var(--degraded);background:var(--raised)}
    .graph,.table{overflow-x:auto;border:1px solid var(--line);border-radius:8px}
    .graph svg{display:block;font-variant-ligatures:none}
    .graph.dark{display:none}
    @media screen and (prefers-color-scheme:dark){.graph.light{display:none}.graph.dark{display:block}}
    table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
    th,td{padding:6px 12px;text-align:left;white-space:nowrap}
    th{border-bottom:1px solid var(--line);background:var(--raised);color:var(--soft);font-weight:600}
    tbody tr+tr td{border-top:1px solid var(--line)}
    tbody tr:hover td{background:var(--raised)}
    .n{text-align:right}
    .mark{color:var(--degraded)}
    .h::before{content:"\\25CF  "}
    .h.idle{color:var(--soft)}.h.healthy::before{color:var(--healthy)}
    .h.degraded{color:var(--degraded);font-weight:600}.h.degraded::before{content:"\\25B2  "}
    .h.failing{color:var(--failing);font-weight:600}.h.failing::before{content:"\\2716  "}
    th button{all:unset;cursor:pointer}
    th button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
    th[aria-sort] button{color:var(--accent)}
    th[aria-sort=ascending] button::after{content:" \\2191"}
    th[aria-sort=descending] button::after{content:" \\2193"}
    @media print{:root{--page:#fff;--text:#000;--soft:#444;--line:#bbb;--raised:#fff;--accent:#000;--healthy:#27711a;\
    --degraded:#8a5a00;--failing:#c8092f}body{padding:0;max-width:none;font-size:10px}.graph,.table{overflow:visible;border:0}\
    .graph svg{width:100%;height:auto;max-height:95vh}h2{break-after:avoid}tr{break-inside:avoid}\
    th,td{padding:2px 4px;font-size:8px}td:not(.n):not(.h){white-space:normal;overflow-wrap:anywhere}.totals{gap:6px;margin:10px 0}\
    .totals div{min-width:0;padding:4px 10px}.totals dd{font-size:14px}.totals dt{font-size:9px}}
    """

  /// Lets headings sort their table: by numbers where there are any, down at first.
  static let script = """
    for(const table of document.querySelectorAll("table")){
    const body=table.tBodies[0],heads=[...table.tHead.rows[0].cells];
    heads.forEach((head,column)=>{
    const button=document.createElement("button");
    button.type="button";button.textContent=head.textContent;head.replaceChildren(button);
    button.addEventListener("click",()=>{
    const value=row=>{const cell=row.cells[column];return cell.dataset.v===undefined?cell.textContent:Number(cell.dataset.v)};
    const rows=[...body.rows],isNumber=rows.some(row=>row.cells[column].dataset.v!==undefined);
    const isDown=head.getAttribute("aria-sort")?head.getAttribute("aria-sort")==="ascending":isNumber;
    const key=row=>isNumber&&typeof value(row)==="string"?-1:value(row);
    rows.sort((a,b)=>{const x=key(a),y=key(b);const order=isNumber?x-y:x.localeCompare(y);return isDown?-order:order});
    heads.forEach(other=>other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort",isDown?"descending":"ascending");
    body.append(...rows);
    });});}
    """
}
