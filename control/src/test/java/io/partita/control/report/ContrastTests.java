package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The colours of all pages by the Web Content Accessibility Guidelines 2.2, level AA: text at least 4.5 to 1 (1.4.3), what
 * pictures and controls are told by 3 to 1 (1.4.11).
 */
class ContrastTests {

    private static final String STYLE = Template.concatenated("base.css");
    private static final Pattern BLOCK = Pattern.compile("(:root[^{]*)\\{([^}]*--paper: #[0-9a-f]{6}[^}]*)}");
    private static final Pattern COLOUR = Pattern.compile("--([a-z0-9-]+): (#[0-9a-f]{6});");

    private static final List<String> GROUNDS = List.of("paper", "surface", "sunken");
    private static final List<String> TEXTS =
            List.of("ink", "ink-2", "ink-3", "link", "ok-text", "fail-text", "info-text", "bad-text");
    private static final List<String> GRAPHICS = List.of(
            "ok",
            "fail",
            "info",
            "bad",
            "band-edge",
            "cursor",
            "focus",
            "strong",
            "weak",
            "edge",
            "p50",
            "p95",
            "p99",
            "p999",
            "max",
            "line-0",
            "line-1",
            "line-2",
            "line-3",
            "line-4",
            "line-5");

    /** Okabe and Ito (2008) without black; their yellow is too pale for lines on white. */
    private static final List<String> OKABE_ITO =
            List.of("#e69f00", "#56b4e9", "#009e73", "#0072b2", "#d55e00", "#cc79a7");

    private static final double NEARLY_ONE_HUE = 12;

    /** The colours of one theme. */
    private record Theme(String name, Map<String, String> colours) {

        double contrast(String one, String other) {
            double a = luminance(colours.get(one));
            double b = luminance(colours.get(other));
            return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("themes")
    void textCanBeReadOnEveryGround(Theme theme) {
        List<String> poor = new ArrayList<>();
        for (String text : TEXTS) {
            GROUNDS.forEach(ground -> below(4.5, theme, text, ground, poor));
        }
        for (String tinted : List.of("ok", "fail", "bad")) {
            below(4.5, theme, tinted + "-text", tinted + "-tint", poor);
        }
        for (String text : List.of("ink", "ink-2", "ink-3", "link")) {
            below(4.5, theme, text, "bad-tint", poor);
        }
        below(4.5, theme, "paper", "ink", poor);
        assertThat(poor).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("themes")
    void whatIsDrawnStandsOutFromEveryGround(Theme theme) {
        List<String> poor = new ArrayList<>();
        GRAPHICS.forEach(graphic -> GROUNDS.forEach(ground -> below(3, theme, graphic, ground, poor)));
        assertThat(poor).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("themes")
    void whatIsDrawnHasTheHuesThatThoseWhoSeeFewerColoursTellApart(Theme theme) {
        for (String graphic : List.of("ok", "fail", "info", "bad", "p50", "p95", "p99", "p999", "max", "strong")) {
            double hue = hue(theme.colours().get(graphic));
            assertThat(OKABE_ITO).as(graphic).anyMatch(colour -> Math.abs(hue(colour) - hue) < NEARLY_ONE_HUE);
        }
        List<Double> outcomes = Stream.of("ok", "fail", "info", "bad")
                .map(name -> hue(theme.colours().get(name)))
                .toList();
        assertThat(outcomes).doesNotHaveDuplicates();
    }

    @Test
    void darkIsTheSameWhoeverChoseIt() {
        List<Theme> dark = themes().filter(theme -> !theme.name().equals(":root"))
                .sorted(Comparator.comparing(Theme::name))
                .toList();
        assertThat(dark).hasSize(2);
        assertThat(dark.get(0).colours()).isEqualTo(dark.get(1).colours()).isNotEmpty();
    }

    private static Stream<Theme> themes() {
        Matcher block = BLOCK.matcher(STYLE);
        Map<String, String> light = new HashMap<>();
        List<Theme> themes = new ArrayList<>();
        while (block.find()) {
            Map<String, String> colours = new HashMap<>(light);
            COLOUR.matcher(block.group(2)).results().forEach(colour -> colours.put(colour.group(1), colour.group(2)));
            themes.add(new Theme(block.group(1).strip(), colours));
            light = light.isEmpty() ? colours : light;
        }
        assertThat(themes).hasSize(3);
        return themes.stream();
    }

    private static void below(double least, Theme theme, String one, String other, List<String> poor) {
        double contrast = theme.contrast(one, other);
        if (contrast < least) {
            poor.add(String.format("%s on %s: %.2f", one, other, contrast));
        }
    }

    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double part = part(colour, i);
            sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    /** In degrees. */
    private static double hue(String colour) {
        double red = part(colour, 0);
        double green = part(colour, 1);
        double blue = part(colour, 2);
        double hue = Math.toDegrees(Math.atan2(Math.sqrt(3) * (green - blue), 2 * red - green - blue));
        return hue < 0 ? hue + 360 : hue;
    }

    private static double part(String colour, int i) {
        return Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
    }
}
