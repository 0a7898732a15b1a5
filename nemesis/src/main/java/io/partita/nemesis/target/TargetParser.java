package io.partita.nemesis.target;

import io.partita.nemesis.target.TargetExpression.Operator;
import io.partita.nemesis.target.TargetExpression.Share;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads target expressions by recursive descent. For one use by one thread. */
final class TargetParser {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?");

    private final String text;
    private int at;

    TargetParser(String text) {
        this.text = text;
    }

    TargetExpression parse() {
        TargetExpression whole = expression();
        if (at < text.length()) {
            throw wrong("expected an operator (, + - &) or the end");
        }
        return whole;
    }

    private TargetExpression expression() {
        TargetExpression left = term();
        while (true) {
            Optional<Operator> operator = operator();
            if (operator.isEmpty()) {
                return left;
            }
            left = new TargetExpression.Both(left, operator.get(), term());
        }
    }

    private Optional<Operator> operator() {
        if (take(',') || take('+')) {
            return Optional.of(Operator.OR);
        }
        if (take('-')) {
            return Optional.of(Operator.WITHOUT);
        }
        return take('&') ? Optional.of(Operator.AND) : Optional.empty();
    }

    private TargetExpression term() {
        if (take('(')) {
            TargetExpression inside = expression();
            require(')');
            return inside;
        }
        int begin = at;
        String word = word("a node or a word such as minority");
        return switch (word) {
            case "all" -> argument().orElse(new TargetExpression.All());
            case "one" -> some((nodes, random) -> 1);
            // One or two nodes have no minority; then one of them is taken.
            case "minority" -> some((nodes, random) -> 1 + random.nextInt(Math.max(1, (nodes - 1) / 2)));
            case "minority-third" -> some((nodes, random) -> Math.max(1, (nodes - 1) / 3));
            case "majority" -> some((nodes, random) -> nodes / 2 + 1);
            case "leader" -> new TargetExpression.Leader(label());
            case "role" -> new TargetExpression.InRole(requiredLabel(word));
            case "standby" -> standby(requiredLabel(word));
            case "random" -> random();
            default -> {
                if (take('(')) {
                    at = begin;
                    throw wrong("nothing called " + word + " takes an argument");
                }
                yield new TargetExpression.Node(word);
            }
        };
    }

    private static TargetExpression standby(String label) {
        return new TargetExpression.Both(
                new TargetExpression.InRole(label), Operator.WITHOUT, new TargetExpression.Leader(Optional.of(label)));
    }

    private TargetExpression some(Share share) {
        return new TargetExpression.Some(share, argument().orElse(new TargetExpression.All()));
    }

    private TargetExpression random() {
        require('(');
        int begin = at;
        String count = word("how many nodes");
        if (!count.matches("[1-9][0-9]{0,3}")) {
            at = begin;
            throw wrong("expected how many nodes, a number from 1");
        }
        TargetExpression of = take(',') ? expression() : new TargetExpression.All();
        require(')');
        return new TargetExpression.Some((nodes, chance) -> Integer.parseInt(count), of);
    }

    private Optional<TargetExpression> argument() {
        if (!take('(')) {
            return Optional.empty();
        }
        TargetExpression inside = expression();
        require(')');
        return Optional.of(inside);
    }

    private Optional<String> label() {
        if (!take('(')) {
            return Optional.empty();
        }
        String label = word("a role");
        require(')');
        return Optional.of(label);
    }

    private String requiredLabel(String of) {
        return label().orElseThrow(() -> wrong("expected a role in brackets behind " + of));
    }

    private String word(String what) {
        skipBlanks();
        Matcher matcher = WORD.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw wrong("expected " + what);
        }
        at = matcher.end();
        return matcher.group();
    }

    private void require(char wanted) {
        if (!take(wanted)) {
            throw wrong("expected " + wanted);
        }
    }

    /** Blanks around what is taken are passed over. */
    private boolean take(char wanted) {
        skipBlanks();
        if (at >= text.length() || text.charAt(at) != wanted) {
            return false;
        }
        at++;
        skipBlanks();
        return true;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String what) {
        String where = at >= text.length() ? "at the end" : "at \"" + text.substring(at) + "\"";
        return new IllegalArgumentException("\"" + text + "\" is no target: " + what + " " + where);
    }
}
