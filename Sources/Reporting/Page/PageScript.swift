/// What moves on the page: tables are sorted and filtered, and axes brushed. Without it everything can be
/// read.
///
/// Nothing that comes from outside becomes code or markup here: texts are only compared and counted.
enum PageScript {
  static let text = script.replacing("FIRST", with: "\(PageTable.firstRows)")

  private static let script = #"""
    'use strict';
    (function () {
      function value(cell) {
        var text = cell.dataset.v || cell.textContent.trim();
        if (text === '') return null;
        var number = Number(cell.dataset.v || text.replace(/,/g, ''));
        return isNaN(number) ? text : number;
      }
      function compare(a, b, way) {
        // What is missing stands last either way.
        if (a === null || b === null) return (a === null) - (b === null);
        if (typeof a === 'number' && typeof b === 'number') return way * (a - b);
        if (typeof a !== typeof b) return way * (typeof a === 'number' ? -1 : 1);
        return way * (a < b ? -1 : a > b ? 1 : 0);
      }
      function element(name, attributes, parent) {
        var made = document.createElement(name);
        for (var key in attributes) {
          if (key === 'text') made.textContent = attributes[key]; else made.setAttribute(key, attributes[key]);
        }
        if (parent) parent.appendChild(made);
        return made;
      }

      document.querySelectorAll('section[data-table]').forEach(function (section) {
        var table = section.querySelector('table'), body = table.tBodies[0];
        var rows = Array.from(body.rows), count = section.querySelector('.count');
        var tools = section.querySelector('.tools'), filters = [];
        var total = rows.length, order = rows.slice(), limit = FIRST, more = null;

        // All that are kept are counted and drawn; the first of them are shown, and the one that a link leads to.
        function refresh() {
          var kept = 0, target = location.hash.slice(1);
          order.forEach(function (row) {
            row.isOut = !filters.every(function (filter) { return filter(row); });
            if (!row.isOut) kept += 1;
            row.hidden = row.id !== target && (row.isOut || kept > limit);
          });
          count.textContent = (kept === total ? total + (total === 1 ? ' row' : ' rows')
            : kept + ' of ' + total + ' rows') + (kept > limit ? '; the first ' + limit + ' are shown' : '');
          if (more) more.hidden = kept <= limit;
          section.dispatchEvent(new CustomEvent('filtered'));
        }
        addEventListener('hashchange', function () {
          refresh();
          var row = document.getElementById(location.hash.slice(1));
          if (row) row.scrollIntoView({ block: 'center' });
        });

        Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
          var name = head.textContent;
          head.textContent = '';
          var button = element('button', { type: 'button', text: name }, head);
          button.addEventListener('click', function () {
            var way = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
            Array.from(table.tHead.rows[0].cells).forEach(function (other) { other.removeAttribute('aria-sort'); });
            head.setAttribute('aria-sort', way === 1 ? 'ascending' : 'descending');
            var keyed = rows.map(function (row, index) { return [value(row.cells[column]), index, row]; });
            keyed.sort(function (a, b) { return compare(a[0], b[0], way) || a[1] - b[1]; });
            var part = document.createDocumentFragment();
            order = keyed.map(function (entry) { return entry[2]; });
            refresh();
            order.forEach(function (row) { part.appendChild(row); });
            body.appendChild(part);
          });
        });

        if (total > 4) {
          var label = element('label', { text: 'Filter ' }, tools);
          var input = element('input', { type: 'search', placeholder: 'words, such as cosine adam' }, label);
          var words = [], timer = 0;
          input.addEventListener('input', function () {
            words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
            cancelAnimationFrame(timer);
            timer = requestAnimationFrame(refresh);
          });
          filters.push(function (row) {
            if (!words.length) return true;
            var text = row.words || (row.words = row.textContent.toLowerCase());
            return words.every(function (word) { return text.indexOf(word) >= 0; });
          });
        }
        if (body.querySelector('tr.d')) {
          var hide = element('label', {}, tools);
          var box = element('input', { type: 'checkbox' }, hide);
          hide.appendChild(document.createTextNode('hide what diverged'));
          box.addEventListener('change', refresh);
          filters.push(function (row) { return !(box.checked && row.classList.contains('d')); });
        }
        if (total > limit) {
          more = element('button', { type: 'button', text: 'Show all' }, tools);
          more.addEventListener('click', function () { limit = Infinity; refresh(); });
        }
        var chart = document.querySelector('svg.pc[data-rows="' + table.id + '"]');
        if (chart) brushes(chart, section, rows, filters, refresh);
        refresh();
        table.classList.add('live');
      });

      function brushes(chart, section, rows, filters, refresh) {
        var lines = {}, places = {};
        chart.querySelectorAll('polyline[data-r]').forEach(function (line) {
          lines[line.dataset.r] = line;
          places[line.dataset.r] = line.getAttribute('points').split(' ').map(function (pair) {
            return Number(pair.split(',')[1]);
          });
        });
        var axes = Array.from(chart.querySelectorAll('.axis'));
        var top = Number(chart.dataset.top), bottom = Number(chart.dataset.bottom);
        var limits = axes.map(function () { return [top, bottom]; });
        var prefix = section.dataset.table;
        function number(row) { return row.id.slice(prefix.length); }
        filters.push(function (row) {
          var place = places[number(row)];
          return !place || limits.every(function (limit, axis) {
            return place[axis] >= limit[0] - 0.6 && place[axis] <= limit[1] + 0.6;
          });
        });
        section.addEventListener('filtered', function () {
          rows.forEach(function (row) {
            var line = lines[number(row)];
            if (line) line.classList.toggle('off', row.isOut);
          });
        });
        var fold = element('details', { class: 'brushes' });
        element('summary', { text: 'Sliders for the axes' }, fold);
        var box = element('div', {}, fold);
        chart.parentNode.parentNode.insertBefore(fold, chart.parentNode.nextSibling);
        var sliders = axes.map(function (axis, index) {
          var name = axis.dataset.name;
          return ['from', 'to'].map(function (end) {
            var label = element('label', { text: name + ' ' + end + ' ' }, box);
            var input = element('input', {
              type: 'range', min: 0, max: 1000, value: end === 'from' ? 0 : 1000,
              'aria-label': name + ' ' + end
            }, label);
            input.addEventListener('input', function () {
              var place = bottom - (bottom - top) * Number(input.value) / 1000;
              if (end === 'from') limits[index][1] = place; else limits[index][0] = place;
              show(index);
            });
            return input;
          });
        });
        var reset = element('button', { type: 'button', text: 'Clear what was drawn' }, fold);
        reset.addEventListener('click', function () {
          limits.forEach(function (limit, index) { limit[0] = top; limit[1] = bottom; show(index); });
        });
        function show(index) {
          var limit = limits[index], mark = axes[index].querySelector('.brush');
          var isWhole = limit[0] <= top && limit[1] >= bottom;
          mark.setAttribute('y', limit[0]);
          mark.setAttribute('height', isWhole ? 0 : Math.max(0, limit[1] - limit[0]));
          sliders[index][0].value = Math.round(1000 * (bottom - limit[1]) / (bottom - top));
          sliders[index][1].value = Math.round(1000 * (bottom - limit[0]) / (bottom - top));
          refresh();
        }
        function place(event) {
          var matrix = chart.getScreenCTM();
          return Math.min(bottom, Math.max(top, (event.clientY - matrix.f) / matrix.d));
        }
        axes.forEach(function (axis, index) {
          var grip = axis.querySelector('.grip'), start = null;
          grip.addEventListener('pointerdown', function (event) {
            start = place(event);
            grip.setPointerCapture(event.pointerId);
            event.preventDefault();
          });
          grip.addEventListener('pointermove', function (event) {
            if (start === null) return;
            var end = place(event);
            limits[index] = [Math.min(start, end), Math.max(start, end)];
            show(index);
          });
          grip.addEventListener('pointerup', function (event) {
            if (start !== null && Math.abs(place(event) - start) < 3) { limits[index] = [top, bottom]; show(index); }
            start = null;
          });
        });
        rows.forEach(function (row) {
          var line = lines[number(row)];
          if (!line) return;
          row.addEventListener('mouseenter', function () { line.classList.add('lit'); });
          row.addEventListener('mouseleave', function () { line.classList.remove('lit'); });
        });
      }
    })();
    """#
}
