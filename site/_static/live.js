// Live plots on a page without a kernel. `site/live.py` has drawn every setting and says in its
// docstring how the drawings are stored; here they are shown, one after the other.
(() => {
  "use strict";
  const own = document.currentScript.src;

  /** The address of a plot's drawings: _layers lies in the root of the site. */
  const address = ({ lang, chapter, name }) =>
    own.replace(
      new RegExp(`(/${lang})?/_static/live\\.js.*$`),
      `/_layers/${lang}/${chapter}/${name}.json.gz`,
    );

  /** Reads a JSON file that is compressed, or that the server has told the browser to expand. */
  async function read(url) {
    const reply = await fetch(url);
    if (!reply.ok) throw new Error(`${url}: ${reply.status}`);
    const bytes = await reply.arrayBuffer();
    const [first, second] = new Uint8Array(bytes, 0, 2);
    if (first !== 0x1f || second !== 0x8b) return JSON.parse(new TextDecoder().decode(bytes));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).json();
  }

  /** The texts of a column: steps of hundredths, or the texts themselves. */
  function column(entries) {
    if (typeof entries[0] === "string") return entries;
    let sum = 0;
    return entries.map((step) => String((sum += step) / 100));
  }

  /** One part of the picture as a function of the setting, which gives its number and its SVG. */
  function part({ axes, at, kinds, shapes }, counts) {
    const templates = shapes.map(({ text, columns }) => ({ text, columns: columns.map(column) }));
    const used = templates.map(() => 0);
    const rows = kinds.map((kind) => used[kind]++);
    const svg = (number) => {
      const { text, columns } = templates[kinds[number] ?? 0];
      const row = rows[number] ?? number;
      return columns.reduce((all, values, k) => all + values[row] + text[k + 1], text[0]);
    };
    const number = (setting) => {
      const place = axes.reduce((sum, axis) => sum * counts[axis] + setting[axis], 0);
      return at[place] ?? place;
    };
    return { number, svg };
  }

  /** A labelled control; `moved` is called with the number of its new value. */
  function control({ label, kind, values, start }, id, moved) {
    const row = document.createElement("div");
    row.className = "lecture-live-control";
    const name = document.createElement("label");
    name.textContent = label;
    name.htmlFor = id;
    const input = document.createElement(kind === "select" ? "select" : "input");
    input.id = id;
    row.append(name, input);
    if (kind === "select") {
      input.append(...values.map((value) => new Option(value)));
      input.selectedIndex = start;
      input.addEventListener("input", () => moved(input.selectedIndex));
    } else if (kind === "checkbox") {
      input.type = kind;
      input.checked = Boolean(start);
      input.addEventListener("input", () => moved(Number(input.checked)));
    } else {
      const shown = document.createElement("output");
      shown.htmlFor = id;
      Object.assign(input, { type: kind, min: 0, max: values.length - 1, step: 1, value: start });
      const say = () => {
        shown.textContent = values[input.value];
        input.setAttribute("aria-valuetext", values[input.value]);
      };
      input.addEventListener("input", () => {
        say();
        moved(Number(input.value));
      });
      shown.setAttribute("aria-live", "off"); // the slider itself says its value
      row.append(shown);
      say();
    }
    return row;
  }

  /** Puts the plot in place of its still picture. */
  function build(place, data) {
    const { name } = place.dataset;
    const counts = data.controls.map(({ values }) => values.length);
    const setting = data.controls.map(({ start }) => start);
    const [width, height] = data.size;
    const picture = document.createElement("div");
    picture.className = "lecture-live-picture";
    picture.innerHTML =
      `<svg role="img" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 ${width} ${height}"` +
      ` width="${(width * 4) / 3}" height="${(height * 4) / 3}">` +
      `<g>${data.background}</g><g>${"<g></g>".repeat(data.parts.length)}</g></svg>`;
    const svg = picture.firstChild;
    const parts = data.parts.map((packed, k) => ({
      ...part(packed, counts),
      place: svg.lastChild.children[k],
    }));
    const draw = () => {
      for (const drawn of parts) {
        const number = drawn.number(setting);
        if (number === drawn.last) continue;
        drawn.last = number;
        drawn.place.innerHTML = drawn.svg(number);
      }
      const said = data.alt.map((piece) =>
        typeof piece === "string" ? piece : piece[1][setting[piece[0]]],
      );
      svg.setAttribute("aria-label", said.join(""));
    };
    draw();
    const controls = data.controls.map((described, k) =>
      control(described, `${name}-${k}`, (value) => {
        setting[k] = value;
        draw();
      }),
    );
    const note = document.createElement("p");
    note.className = "lecture-live-note";
    note.textContent = data.note;
    place.replaceChildren(...controls, picture, ...(data.note ? [note] : []));
    place.classList.add("lecture-live-moves");
  }

  const style = document.createElement("style");
  style.textContent = `
    .lecture-live-control { display: flex; flex-wrap: wrap; align-items: center; gap: 0 0.75rem;
      max-width: 34rem; }
    .lecture-live-control label { flex: 0 0 8.5rem; text-align: right; margin: 0; }
    .lecture-live-control input[type="range"] { flex: 1 1 8rem; min-width: 0; height: 2.25rem;
      margin: 0; cursor: pointer; accent-color: #0072b2; touch-action: pan-y; }
    .lecture-live-control select { min-height: 2.25rem; margin: 0.125rem 0; font: inherit; }
    .lecture-live-control input[type="checkbox"] { width: 1.5rem; height: 1.5rem; }
    .lecture-live-control output { flex: 0 0 3.5rem; font-variant-numeric: tabular-nums; }
    .lecture-live-picture svg { display: block; max-width: 100%; height: auto; margin-top: 0.5rem;
      stroke-linejoin: round; stroke-linecap: butt; }
    .lecture-live-note { font-size: 0.875em; margin: 0.5rem 0 0; }
    @media (max-width: 30rem) {
      .lecture-live-control label { flex-basis: 100%; text-align: left; }
    }
    @media print { .lecture-live-control, .lecture-live-note { display: none; } }`;

  function start() {
    const places = document.querySelectorAll(".lecture-live[data-name]");
    if (!places.length) return;
    document.head.append(style);
    const seen = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (!isIntersecting) continue;
          seen.unobserve(target);
          read(address(target.dataset)).then(
            (data) => build(target, data),
            (error) => console.error(error), // the still picture stays
          );
        }
      },
      { rootMargin: "300px" },
    );
    places.forEach((place) => seen.observe(place));
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
