package io.partita.control.cli;

import io.partita.provisioning.cluster.LxcSupport;
import io.partita.provisioning.system.Provision;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code control doctor}: what is missing here, and the command that mends it. */
@Command(
        name = "doctor",
        description = "Says what this machine lacks for running tests, and the command that mends it.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Option(names = "--fix", description = "As root on Debian or Ubuntu: installs the packages that are missing.")
    private boolean fix;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.system();
        if (fix) {
            LocalClusters.requireSupport(terminal, EnumSet.allOf(Provision.class));
        }
        List<LxcSupport.Missing> missing = LxcSupport.missing();
        if (missing.isEmpty()) {
            terminal.result("This machine can run LXC nodes.");
            for (Provision provision : Provision.values()) {
                LocalClusters.missing(provision)
                        .forEach(lack -> terminal.result("Some faults need more, " + provision.words() + ": " + lack));
            }
            return ExitCodes.VALID;
        }
        missing.forEach(lack -> terminal.result(lack.toString()));
        return ExitCodes.INFRASTRUCTURE;
    }
}
