package io.partita.control.cli;

import io.partita.checker.Checkers;
import io.partita.checker.Models;
import io.partita.control.plan.Extensions;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.FaultOrder;
import io.partita.nemesis.target.Target;
import io.partita.provisioning.system.SystemProvider;
import io.partita.workloads.Workload;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code control list}: what there is to choose from. */
@Command(
        name = "list",
        description = "Lists workloads, nemeses, systems, models or checkers.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    /** What can be listed. */
    enum Kind {
        WORKLOADS,
        NEMESES,
        SYSTEMS,
        MODELS,
        CHECKERS
    }

    @Parameters(paramLabel = "KIND", description = "One of workloads, nemeses, systems, models, checkers.")
    private Kind kind;

    @Option(names = "--plugin", paramLabel = "JAR", description = "A jar with more of them; may be repeated.")
    private List<Path> plugins = List.of();

    @Option(names = "--json", description = "Prints names and descriptions as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.system();
        Map<String, String> entries = entries(Extensions.load(plugins));
        if (json) {
            terminal.result(JsonMapper.shared().writeValueAsString(entries));
            return ExitCodes.VALID;
        }
        // One line for each where a program may read it.
        int columns = Terminal.isTerminal(1) ? new TerminalWidth().getAsInt() : Integer.MAX_VALUE;
        TwoColumns.lines(entries, columns).forEach(terminal::result);
        return ExitCodes.VALID;
    }

    private Map<String, String> entries(Extensions extensions) {
        Map<String, String> entries = new LinkedHashMap<>();
        switch (kind) {
            case WORKLOADS -> {
                for (Workload workload : extensions.workloads()) {
                    entries.put(workload.name(), workload.description());
                    for (Workload.Option option : workload.options()) {
                        entries.put("  " + option.key() + "=" + option.defaultValue(), option.description());
                    }
                }
            }
            case NEMESES -> {
                for (FaultKind fault : extensions.faults().kinds()) {
                    entries.put(fault.name(), fault.description() + " Needs: " + fault.needs() + "." + target(fault));
                    // With the fault's name before it: several have parameters of the same name.
                    fault.parameters()
                            .forEach(parameter -> entries.put(
                                    "  " + fault.name() + ":" + parameter.name() + "=" + parameter.usual(),
                                    parameter.meaning()));
                }
            }
            case SYSTEMS -> {
                for (SystemProvider system : extensions.systems()) {
                    entries.put(system.name(), system.description());
                    // With the system's name before it: several have options of the same name.
                    system.options().forEach((key, text) -> entries.put("  " + system.name() + ":" + key, text));
                }
            }
            case MODELS -> Models.names().forEach(name -> entries.put(name, Models.describe(name)));
            case CHECKERS -> {
                for (String name : Checkers.names()) {
                    entries.put(name, Checkers.describe(name));
                    // A key stands once: several checkers may have an option of the same name.
                    Checkers.options(name).forEach((option, text) -> entries.put("  " + name + ":" + option, text));
                }
            }
        }
        return entries;
    }

    /** Whether it takes a target, as it says itself or as comes out when it is given one. */
    private static String target(FaultKind fault) {
        if (fault.usualTarget().isPresent()) {
            return " Target: " + fault.usualTarget().get() + " if none is given.";
        }
        try {
            fault.ordered(new FaultOrder(fault.name(), Optional.of(Target.parse("n1")), Map.of()));
            return " Takes a target.";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
