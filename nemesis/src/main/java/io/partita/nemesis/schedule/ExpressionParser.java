package io.partita.nemesis.schedule;

import io.partita.nemesis.fault.FaultOrder;
import io.partita.nemesis.schedule.FaultSequence.Stage;
import io.partita.nemesis.schedule.NemesisExpression.Clause;
import io.partita.nemesis.schedule.NemesisExpression.Rounds;
import io.partita.nemesis.schedule.NemesisExpression.Script;
import io.partita.nemesis.schedule.NemesisExpression.Swarm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@link NemesisExpression}s. A text is cut at signs and words outside brackets into smaller and smaller texts, each of
 * which is read on its own, so that one mistake hides no other. For one use by one thread.
 */
final class ExpressionParser {

    /** An item of rounds that is no fault. */
    private static final String NOTHING = "none";

    private static final String EXAMPLES =
            "For example: --nemesis \"at 10s partition-leader for 20s; every 15s kill one"
                    + " for 5s from 35s\", or --nemesis \"kill(role(agent)), pause + partition-leader\"; see docs/faults.md";
    private static final Pattern CLAUSE = Pattern.compile("(at|every)\\b\\s*(\\S*)\\s*(.*)", Pattern.DOTALL);
    private static final Pattern SWARM = Pattern.compile("swarm\\s*(?:\\((.*)\\))?", Pattern.DOTALL);
    private static final Set<String> IN_SEQUENCES = Set.of("+", ">", "then", "for");
    private static final Set<String> IN_CLAUSES = Set.of("+", ">", "then", "for", "from", "until");

    private final List<Flaw> flaws;

    ExpressionParser(List<Flaw> flaws) {
        this.flaws = flaws;
    }

    NemesisExpression parse(String text) {
        Optional<String> unbalanced = Cutter.unbalanced(text);
        if (unbalanced.isPresent()) {
            flaw(unbalanced.get(), text, "Every bracket that opens must close.");
            return new Rounds(List.of());
        }
        Matcher swarm = SWARM.matcher(text.strip());
        if (swarm.matches()) {
            return new Swarm(swarm.group(1) == null ? List.of() : items(swarm.group(1)));
        }
        boolean script = CLAUSE.matcher(text.strip()).matches() || text.contains(";");
        return script ? script(text) : new Rounds(items(text));
    }

    private List<FaultSequence> items(String text) {
        List<FaultSequence> items = new ArrayList<>();
        if (text.isBlank()) {
            return items;
        }
        for (String item : Cutter.split(text, ',')) {
            if (SWARM.matcher(item.strip()).matches()) {
                flaw("a swarm is no item of rounds", text, "Give swarm alone, or name its faults: swarm(kill, pause).");
            } else if (!item.strip().equals(NOTHING)) {
                new Sequence(item, IN_SEQUENCES).read().ifPresent(items::add);
            }
        }
        return items;
    }

    private Script script(String text) {
        List<Clause> clauses = new ArrayList<>();
        for (String clause : Cutter.split(text, ';')) {
            Matcher matcher = CLAUSE.matcher(clause.strip());
            if (matcher.matches()) {
                clause(clause.strip(), matcher).ifPresent(clauses::add);
            } else if (!clause.isBlank()) {
                flaw("a clause of a script begins with at TIME or every TIME", clause, EXAMPLES);
            }
        }
        return new Script(clauses);
    }

    private Optional<Clause> clause(String text, Matcher matcher) {
        boolean once = matcher.group(1).equals("at");
        Optional<Duration> time = duration(matcher.group(2), matcher.group(1), text);
        if (time.isEmpty() && matcher.group(3).isBlank()) {
            return Optional.empty();
        }
        var sequence = new Sequence(text, matcher.group(3), once ? IN_SEQUENCES : IN_CLAUSES);
        Optional<FaultSequence> what = sequence.read();
        if (time.isEmpty() || what.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                once
                        ? new Clause(what.get(), time, Optional.empty(), Optional.empty())
                        : new Clause(what.get(), sequence.from, time, sequence.until));
    }

    private Optional<Duration> duration(String text, String behind, String where) {
        try {
            return Optional.of(Durations.parse(text));
        } catch (IllegalArgumentException e) {
            flaw("behind \"" + behind + "\": " + e.getMessage(), where, EXAMPLES);
            return Optional.empty();
        }
    }

    private void flaw(String what, String where, String next) {
        flaws.add(new Flaw("in \"" + where.strip() + "\": " + what, next));
    }

    /** Reads one sequence of faults, and what may stand behind it in a clause. */
    private final class Sequence {

        private final String where;
        private final List<Cutter.Piece> pieces;
        private final List<Stage> stages = new ArrayList<>();
        private final List<TimedFault> stage = new ArrayList<>();
        private Optional<Duration> from = Optional.empty();
        private Optional<Duration> until = Optional.empty();
        private boolean whole = true;

        Sequence(String text, Set<String> signs) {
            this(text, text, signs);
        }

        Sequence(String where, String text, Set<String> signs) {
            this.where = where;
            this.pieces = Cutter.pieces(text, signs);
        }

        /** The sequence; empty if it has a flaw. */
        Optional<FaultSequence> read() {
            for (Cutter.Piece piece : pieces) {
                switch (piece.sign()) {
                    case "", "+" -> fault(piece);
                    case ">", "then" -> {
                        closeStage();
                        fault(piece);
                    }
                    case "for" -> lasting(piece);
                    case "from" -> from = time(piece);
                    default -> until = time(piece);
                }
            }
            closeStage();
            return whole ? Optional.of(new FaultSequence(stages)) : Optional.empty();
        }

        private void fault(Cutter.Piece piece) {
            if (from.isPresent() || until.isPresent()) {
                wrong("from and until stand at the end of a clause", EXAMPLES);
                return;
            }
            if (piece.text().isEmpty()) {
                String place = piece.sign().isEmpty() ? "here" : "behind \"" + piece.sign() + "\"";
                wrong("a fault is missing " + place, "Name one: control list nemeses");
                return;
            }
            try {
                stage.add(TimedFault.of(FaultOrder.parse(piece.text()).toString()));
            } catch (IllegalArgumentException e) {
                wrong(e.getMessage(), "Write NAME, NAME(TARGET) or NAME(TARGET, KEY=VALUE): control list nemeses");
            }
        }

        /** A duration is that of all faults before it in the stage of which none was said. */
        private void lasting(Cutter.Piece piece) {
            Optional<Duration> time = time(piece);
            if (whole && stage.stream().noneMatch(fault -> fault.lasting().isEmpty())) {
                wrong("it is said twice how long " + stage.get(stage.size() - 1).fault() + " lasts", EXAMPLES);
            }
            stage.replaceAll(fault -> fault.lasting().isEmpty() ? new TimedFault(fault.fault(), time) : fault);
        }

        private Optional<Duration> time(Cutter.Piece piece) {
            Optional<Duration> time = duration(piece.text(), piece.sign(), where);
            whole &= time.isPresent();
            return time;
        }

        private void closeStage() {
            stages.add(new Stage(stage));
            stage.clear();
        }

        private void wrong(String what, String next) {
            whole = false;
            flaw(what, where, next);
        }
    }
}
