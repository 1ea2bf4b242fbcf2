/// How the page looks: in light and dark, on a telephone and on paper.
enum PageStyle {
  static let text = """
    :root{color-scheme:light dark;--bg:#fff;--fg:#1c1c1e;--soft:#5a5a60;--grid:#e3e3e6;--panel:#f5f5f7;--good:#00674a;--bad:#a33a00;--link:#0058a8;
    --c0:#0072b2;--c1:#c24a00;--c2:#00795a;--c3:#a06a00;--c4:#a04f84;--c5:#2a83b8;--c6:#3c3c40;--band:#0079591f;
    --q0:#08306b;--q1:#08519c;--q2:#2171b5;--q3:#4a97c9;--q4:#74b2d8;--q5:#9ecae1;--q6:#c6dbef;--q7:#e3eef8}
    @media (prefers-color-scheme:dark){:root{--bg:#141416;--fg:#ececf0;--soft:#a9a9b2;--grid:#333338;--panel:#1f1f23;--good:#4fd0a5;--bad:#ff9a66;--link:#7ab8ff;
    --c0:#4aa8e0;--c1:#f08048;--c2:#35c39a;--c3:#e0ac3c;--c4:#dc93c0;--c5:#86c9f0;--c6:#d0d0d6;--band:#35c39a2e;
    --q0:#f0f7ff;--q1:#c6dbef;--q2:#9ecae1;--q3:#74b2d8;--q4:#4a97c9;--q5:#2a6fab;--q6:#1d4b80;--q7:#173152}}
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:1060px;padding:16px 20px 40px;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
    h1{font-size:1.5rem;margin:.4em 0 0;overflow-wrap:anywhere}h2{font-size:1.15rem;margin:0 0 .4em}h3{font-size:1rem;margin:1em 0 .3em}
    .sub,figcaption,footer,.table p{color:var(--soft)}figcaption{font-size:.92rem}.sub{margin:.2em 0 1em;overflow-wrap:anywhere}
    .answer{background:var(--panel);border-radius:10px;padding:14px 18px}.answer p{margin:.3em 0;overflow-wrap:anywhere}
    .big{font-size:1.55rem;font-weight:650;line-height:1.25}.conf{font-weight:600}.conf.yes{color:var(--good)}.conf.no{color:var(--bad)}
    section,figure{margin:26px 0}figure{margin-left:0;margin-right:0}
    .warn{border-left:4px solid var(--bad);padding-left:14px}.warn ul{margin:0;padding-left:1.1em}.warn li{overflow-wrap:anywhere}
    a{color:var(--link)}.skip{position:absolute;left:-999px}.skip:focus{position:static}
    .wide{overflow-x:auto}:focus-visible{outline:2px solid var(--link);outline-offset:2px}
    .key{list-style:none;display:flex;flex-wrap:wrap;gap:2px 18px;margin:0 0 6px;padding:0;font-size:.9rem}.key svg{width:28px;height:12px;min-width:0;margin-right:6px;vertical-align:middle;display:inline-block}
    .key li{overflow-wrap:anywhere}
    svg{display:block;width:100%;min-width:620px;height:auto;max-width:1020px}
    text{fill:var(--fg);font-size:13px}.n{font-size:14px}.soft{fill:var(--soft)}.small{font-size:12px}
    .g{stroke:var(--grid);stroke-width:1}.a{stroke:var(--soft);stroke-width:1.2}
    .l{fill:none;stroke-width:2}.e{stroke-width:1.6;opacity:.55;fill:none}.p{stroke:var(--bg);stroke-width:1}
    .x{fill:none;stroke-width:2}.thin{stroke-width:1;fill:none;opacity:.6}.dots{stroke:none;opacity:.4}
    .s0{stroke:var(--c0)}.s1{stroke:var(--c1)}.s2{stroke:var(--c2)}.s3{stroke:var(--c3)}.s4{stroke:var(--c4)}.s5{stroke:var(--c5)}.s6{stroke:var(--c6)}
    .f0{fill:var(--c0)}.f1{fill:var(--c1)}.f2{fill:var(--c2)}.f3{fill:var(--c3)}.f4{fill:var(--c4)}.f5{fill:var(--c5)}.f6{fill:var(--c6)}
    .k2{stroke-dasharray:9 4}.k3{stroke-dasharray:9 4 2 4}.k4{stroke-dasharray:2 4}.k5{stroke-dasharray:14 4}.k6{stroke-dasharray:4 2}.k7{stroke-dasharray:1 3}
    .key line{stroke-width:3}
    .best{fill:none;stroke:var(--fg);stroke-width:2}.rec{stroke:var(--good);stroke-width:2}.edge{stroke:var(--bad);stroke-width:2;stroke-dasharray:6 4}.untrained{stroke:var(--soft);stroke-width:1.5;stroke-dasharray:2 4}
    .band{fill:var(--band)}.q0{fill:var(--q0)}.q1{fill:var(--q1)}.q2{fill:var(--q2)}.q3{fill:var(--q3)}.q4{fill:var(--q4)}.q5{fill:var(--q5)}.q6{fill:var(--q6)}.q7{fill:var(--q7)}
    .none{fill:var(--panel)}.cell{stroke:var(--bg);stroke-width:1.5}.on{fill:#fff}.off-dark{fill:#10203a}
    @media (prefers-color-scheme:dark){.on{fill:#10203a}.off-dark{fill:#f0f7ff}}
    .halo{paint-order:stroke;stroke:var(--bg);stroke-width:4px;stroke-linejoin:round}
    .pc polyline{fill:none;stroke-width:1.1;opacity:.55}.pc .q0{stroke:var(--q0);fill:none}.pc .q1{stroke:var(--q1);fill:none}.pc .q2{stroke:var(--q2);fill:none}.pc .q3{stroke:var(--q3);fill:none}.pc .q4{stroke:var(--q4);fill:none}.pc .q5{stroke:var(--q5);fill:none}.pc .q6{stroke:var(--q6);fill:none}.pc .q7{stroke:var(--q7);fill:none}
    .pc .xd{stroke:var(--c1);stroke-dasharray:3 3}.pc .off{display:none}.pc .brush{fill:var(--band);stroke:var(--good)}.pc .grip{fill:transparent;cursor:ns-resize}
    .pc .lit{stroke-width:3;opacity:1}.bar{fill:var(--c0)}.bar2{fill:var(--c3)}.hollow{fill:none;stroke:var(--bad);stroke-dasharray:4 3}
    table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums;min-width:100%}
    th,td{padding:3px 10px;text-align:left;border-bottom:1px solid var(--grid);white-space:nowrap;max-width:26em;overflow:hidden;text-overflow:ellipsis}
    th{background:var(--panel);vertical-align:bottom}th button{all:unset;cursor:pointer;font-weight:650}th button:focus-visible{outline:2px solid var(--link)}
    th button::after{content:" ↕";color:var(--soft)}th[aria-sort=ascending] button::after{content:" ↑";color:var(--fg)}th[aria-sort=descending] button::after{content:" ↓";color:var(--fg)}
    .r{text-align:right}@media (scripting:enabled){table:not(.live) tr.m{display:none}}tr.d td{color:var(--bad)}tr:target td,tr.lit td{background:var(--band)}tr:target td:first-child{box-shadow:inset 4px 0 var(--good)}
    .tools{display:flex;flex-wrap:wrap;gap:8px 18px;align-items:center;margin:6px 0}.tools:empty{display:none}
    .tools input[type=search]{font:inherit;padding:4px 8px;border:1px solid var(--soft);border-radius:6px;background:var(--bg);color:var(--fg);width:17em;max-width:100%;min-width:0}
    .tools button{font:inherit;padding:2px 10px}.tools label{display:inline-flex;gap:6px;align-items:center}.brushes{font-size:.88rem;margin:4px 0}.brushes>div{display:grid;grid-template-columns:repeat(auto-fill,minmax(250px,1fr));gap:2px 24px;margin:6px 0}
    .brushes label{display:grid;grid-template-columns:10em 1fr;align-items:center}.brushes input{width:100%}.brushes button{font:inherit;padding:2px 10px}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 18px}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
    pre{background:var(--panel);border-radius:8px;padding:10px 14px;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.88rem}
    @media (max-width:560px){body{padding:10px 12px 30px}dl{grid-template-columns:1fr}dd{margin-bottom:6px}.big{font-size:1.25rem}}
    @media print{:root{--bg:#fff;--fg:#000;--soft:#444;--grid:#ddd;--panel:#f3f3f3;--good:#00553d;--bad:#8a3000;--link:#000;
    --c0:#0072b2;--c1:#c24a00;--c2:#00795a;--c3:#a06a00;--c4:#a04f84;--c5:#2a83b8;--c6:#3c3c40;--band:#0079591f;
    --q0:#08306b;--q1:#08519c;--q2:#2171b5;--q3:#4a97c9;--q4:#74b2d8;--q5:#9ecae1;--q6:#c6dbef;--q7:#e3eef8}
    .tools,.skip,.brushes{display:none!important}figure,.answer,.warn,tr{break-inside:avoid}h2,h3{break-after:avoid}body{max-width:none;padding:0;font-size:11pt}
    .wide{overflow:visible}svg{min-width:0}table{font-size:7.5pt}th,td{padding:1px 4px;white-space:normal}.on{fill:#fff}.off-dark{fill:#10203a}thead{display:table-row-group}th button::after{content:""!important}}
    """
}
