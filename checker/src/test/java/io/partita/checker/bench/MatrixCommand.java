package io.partita.checker.bench;

import io.partita.checker.Linearizability;
import io.partita.checker.history.History;
import io.partita.checker.simulation.Recipe;
import io.partita.checker.simulation.SimulatedObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Generates the histories of the matrix and checks them, cell by cell; cells already in the results are skipped. Long
 * histories get a virtual machine of their own, so that the memory that is seen is theirs.
 */
final class MatrixCommand {

    static final Set<String> OPTIONS = Set.of(
            "models",
            "clients",
            "operations",
            "crashes",
            "verdicts",
            "seed",
            "limit",
            "wall",
            "memory",
            "repeat",
            "apart-from",
            "out");

    /** The whole-set reads of the grow-only set are listed in full, which longer histories are not made for. */
    private static final int LONGEST_GROW_ONLY_SET = 10_000;

    private static final int WARM_UP_OPERATIONS = 2_000;
    private static final long WARM_UP_NANOS = 700_000_000L;

    private final Arguments arguments;
    private final Meter meter;
    private final Set<String> warm = new HashSet<>();

    MatrixCommand(Arguments arguments) {
        this.arguments = arguments;
        this.meter = new Meter(Bench.limits(arguments));
    }

    boolean run() throws IOException, InterruptedException {
        Optional<Path> results = Optional.ofNullable(arguments.get("out", null)).map(Path::of);
        Set<Cell> done = new HashSet<>();
        if (results.isPresent() && Files.exists(results.get())) {
            Tsv.read(results.get()).forEach(row -> done.add(Cell.of(row)));
        }
        int apartFrom = Arguments.number(arguments.get("apart-from", "100k"));
        Report report = new Report(System.out, results);
        for (Cell cell : cells()) {
            if (done.contains(cell)) {
                continue;
            }
            report.add(cell.operations() < apartFrom ? here(cell) : SeparateProcess.measure(cell, arguments));
        }
        return report.finish();
    }

    private Row here(Cell cell) throws InterruptedException {
        warmUp(cell);
        Recipe recipe = cell.recipe(Long.parseLong(arguments.get("seed", "1")));
        History history = recipe.make().history();
        return new Row(
                cell.toString(),
                Optional.of(cell),
                history.operations(),
                cell.bad() ? "invalid" : "valid",
                0,
                meter.measure(recipe.model(), history));
    }

    private List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (String model : arguments.list("models", String.join(",", SimulatedObjects.ofTheMatrix()), name -> name)) {
            for (int operations : arguments.list("operations", "1k,10k,100k,1m", Arguments::number)) {
                for (int clients : arguments.list("clients", "5,10,30,100", Arguments::number)) {
                    for (String crash : arguments.list("crashes", "0,0.01,0.05", share -> share)) {
                        for (boolean bad : arguments.list("verdicts", "ok,bad", MatrixCommand::bad)) {
                            if (!model.equals("gset") || operations <= LONGEST_GROW_ONLY_SET) {
                                cells.add(new Cell(model, bad, crash, clients, operations));
                            }
                        }
                    }
                }
            }
        }
        return cells;
    }

    /** Lets the compiler see easy histories of the kind first: what is measured is the checker, not its start. */
    private void warmUp(Cell cell) throws InterruptedException {
        if (!warm.add(cell.model())) {
            return;
        }
        long start = System.nanoTime();
        while (System.nanoTime() - start < WARM_UP_NANOS) {
            for (boolean bad : new boolean[] {false, true}) {
                Recipe easy = new Recipe(cell.model(), 5, WARM_UP_OPERATIONS, 0, bad, 2);
                Linearizability.check(easy.model(), easy.make().history(), Bench.WARM_UP_BUDGET);
            }
        }
    }

    private static boolean bad(String word) {
        if (!word.equals("ok") && !word.equals("bad")) {
            throw new IllegalArgumentException("--verdicts has " + word + ": expected ok, bad or ok,bad");
        }
        return word.equals("bad");
    }
}
