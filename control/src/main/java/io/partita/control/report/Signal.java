package io.partita.control.report;

import java.util.List;
import java.util.Objects;

/**
 * Something that was watched while a run went on, as the page draws it over the run's time. Times are in milliseconds of
 * the run. Immutable.
 */
sealed interface Signal {

    String title();

    /** What it shows and where it comes from, in one sentence. */
    String about();

    /** Figures that change in steps: one holds until the next one of its line. */
    record Lines(String title, String about, String unit, List<Line> lines) implements Signal {
        public Lines {
            Objects.requireNonNull(title, "title is null");
            lines = List.copyOf(lines);
        }
    }

    /** One figure over time, its points in the order of time. */
    record Line(String name, List<Point> points) {
        public Line {
            points = List.copyOf(points);
        }
    }

    /** From {@code atMs} on the figure is {@code value}, or unknown for {@link Double#NaN}. */
    record Point(double atMs, double value) {}

    /** What went on where: rows of stretches. {@code looks} names the looks that occur, for the legend. */
    record Strips(String title, String about, List<Key> looks, List<Row> rows) implements Signal {
        public Strips {
            Objects.requireNonNull(title, "title is null");
            looks = List.copyOf(looks);
            rows = List.copyOf(rows);
        }
    }

    /** What a look stands for. */
    record Key(Look look, String meaning) {}

    /** A row of stretches that do not overlap, in the order of time. */
    record Row(String name, List<Stretch> stretches) {
        public Row {
            stretches = List.copyOf(stretches);
        }
    }

    /** {@code text} says what is special about this stretch; it may be empty. */
    record Stretch(double fromMs, double toMs, Look look, String text) {
        public Stretch {
            Objects.requireNonNull(look, "look is null");
        }
    }

    /** How a stretch is drawn: by colour, and by height or pattern for those who do not tell colours apart. */
    enum Look {
        /** In charge: full height. */
        STRONG,
        /** All right: half height. */
        GOOD,
        /** Neither good nor bad: a thin line. */
        WEAK,
        /** In doubt: dotted. */
        DOUBT,
        /** Not all right: hatched, full height. */
        BAD
    }
}
