package io.partita.control.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds a self-contained page from the resource files of this package: slots written {@code {{name}}} are filled in
 * one pass, so a value that looks like a slot stays text.
 *
 * <p>The page's content security policy admits exactly the one script and the one style sheet that stand in it, by
 * their SHA-256, and no request of any kind. An injected script would not run even if escaping had a hole.
 */
final class Template {

    private static final Pattern SLOT = Pattern.compile("\\{\\{([a-zA-Z]+)}}");

    private Template() {}

    /** The page {@code name} with its style and script in place and {@code slots} (markup) filled in. */
    static String page(String name, String style, String script, Map<String, String> slots) {
        return page(name, style, script, "", slots);
    }

    /** @param also what else the policy admits, as a list that begins with a semicolon */
    static String page(String name, String style, String script, String also, Map<String, String> slots) {
        String policy = "default-src 'none'; style-src '" + hash(style) + "'; script-src '" + hash(script)
                + "'; img-src data:; base-uri 'none'; form-action 'none'" + also;
        return SLOT.matcher(resource(name)).replaceAll(match -> {
            String slot = match.group(1);
            String value = switch (slot) {
                case "policy" -> policy;
                case "style" -> style;
                case "script" -> script;
                default -> slots.get(slot);
            };
            if (value == null) {
                throw new IllegalStateException("nothing to fill the slot " + slot + " of " + name);
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** The names of the slots of the page {@code name}. */
    static List<String> slots(String name) {
        return SLOT.matcher(resource(name)).results().map(slot -> slot.group(1)).toList();
    }

    /** A file of the library uPlot, which draws charts. */
    static String plotLibrary(String file) {
        return resource("/META-INF/resources/webjars/uplot/1.6.30/dist/" + file);
    }

    /** The files one after the other. */
    static String concatenated(String... names) {
        StringBuilder all = new StringBuilder();
        for (String name : names) {
            all.append(resource(name));
        }
        return all.toString();
    }

    /** Scripts one after the other in a scope of their own: they see each other's names, the page does not. */
    static String script(String... names) {
        return scope(concatenated(names));
    }

    /** A script in a scope of its own. */
    static String scope(String script) {
        return "(() => {\n'use strict';\n" + script + "})();\n";
    }

    private static String resource(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is not in this program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
