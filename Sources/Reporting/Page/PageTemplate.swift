/// The page's frame; the binary stands alone, so that it is a part of it.
enum PageTemplate {
  static let text = """
    {{{start}}}
    <html lang="en">
    <head>
    <meta charset="utf-8">
    {{{mark}}}
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
    <title>{{title}}: learning rate</title>
    <style>
    {{{style}}}
    </style>
    </head>
    <body>
    <a class="skip" href="#tables">To the tables</a>
    <header>
    <h1>{{title}}</h1>
    <p class="sub">{{subtitle}}</p>
    </header>
    <main>
    <section class="answer" aria-label="Recommendation">
    <p class="big">{{answer}}</p>
    <p class="conf {{confidenceClass}}">{{confidence}}</p>
    {{#sentences}}
    <p>{{.}}</p>
    {{/sentences}}
    </section>
    {{#hasWarnings}}
    <section class="warn" aria-label="Warnings">
    <h2>{{warningsTitle}}</h2>
    <ul>
    {{#warnings}}
    <li>{{.}}</li>
    {{/warnings}}
    </ul>
    </section>
    {{/hasWarnings}}
    {{#figures}}
    <figure id="{{id}}">
    <h2>{{title}}</h2>
    {{#hasKey}}
    <ul class="key">
    {{#key}}<li><svg viewBox="0 0 28 12" aria-hidden="true"><line x1="1" y1="6" x2="27" y2="6" class="{{style}}"/></svg>{{name}}</li>
    {{/key}}
    </ul>
    {{/hasKey}}
    <div class="wide" tabindex="0">{{{picture}}}</div>
    <figcaption>{{caption}}</figcaption>
    </figure>
    {{/figures}}
    <div id="tables"></div>
    {{#tables}}
    <section class="table" data-table="{{id}}">
    <h2>{{title}}</h2>
    <p>{{caption}} <span class="count" role="status">{{count}}</span></p>
    <div class="tools"></div>
    <div class="wide" tabindex="0">{{{element}}}</div>
    </section>
    {{/tables}}
    <section>
    <h2>What was run</h2>
    <dl>
    {{#facts}}
    <dt>{{name}}</dt><dd>{{value}}</dd>
    {{/facts}}
    </dl>
    {{#listings}}
    <h3>{{name}}</h3>
    <pre tabindex="0">{{value}}</pre>
    {{/listings}}
    </section>
    </main>
    <footer>lrfind {{version}}</footer>
    <script>
    {{{script}}}
    </script>
    </body>
    </html>

    """
}
