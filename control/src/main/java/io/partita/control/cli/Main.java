package io.partita.control.cli;

import io.partita.control.plan.ConfigurationException;
import io.partita.control.plan.Problem;
import io.partita.control.run.ClusterBusyException;
import io.partita.nemesis.fault.FaultException;
import io.partita.provisioning.cluster.ClusterException;
import io.partita.provisioning.remote.RemoteException;
import io.partita.provisioning.system.SystemException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code control}. */
@Command(
        name = "control",
        description = {
            "Finds out what a cluster does when its network splits, its processes die and its clocks lie.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  control test --workload zk-register --nemesis partition-majorities --time-limit 30s",
            "  control check history.jsonl --model cas-register",
            "",
            "Exit status: 0 valid, 1 invalid, 2 unknown, 3 infrastructure failed, 4 worse (report compare), 64 wrong",
            "arguments, 70 internal error, 75 cluster in use by another run."
        },
        subcommands = {
            TestCommand.class,
            CheckCommand.class,
            ConvertCommand.class,
            ReportCommand.class,
            ServeCommand.class,
            ClusterCommand.class,
            NetCommand.class,
            HealCommand.class,
            ListCommand.class,
            DoctorCommand.class
        })
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Runs the command line {@code args} and returns the exit status. */
    static int run(String... args) {
        CommandLine program = new CommandLine(new Main());
        NetCommand.configure(program.getSubcommands().get("net"));
        return program.setParameterExceptionHandler(Main::wrongArguments)
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(110)
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    private static int wrongArguments(ParameterException failure, String[] args) {
        PrintWriter err = failure.getCommandLine().getErr();
        WrongArguments.lines(failure).forEach(err::println);
        err.flush();
        return ExitCodes.USAGE;
    }

    private static int report(Exception failure) {
        Terminal terminal = Terminal.system();
        if (failure instanceof ConfigurationException configuration) {
            for (Problem problem : configuration.problems()) {
                terminal.line("control: " + problem);
            }
            return ExitCodes.USAGE;
        }
        if (failure instanceof ClusterBusyException) {
            terminal.line("control: " + failure.getMessage());
            return ExitCodes.BUSY;
        }
        if (failure instanceof InterruptedException || failure instanceof RemoteException.Interrupted) {
            terminal.line("control: interrupted before anything was recorded");
            return ExitCodes.INTERRUPTED;
        }
        if (failure instanceof RemoteException
                || failure instanceof ClusterException
                || failure instanceof SystemException
                || failure instanceof FaultException
                || failure instanceof UncheckedIOException) {
            terminal.line("control: " + failure.getMessage());
            for (Throwable other : failure.getSuppressed()) {
                terminal.line("    also: " + other.getMessage());
            }
            return ExitCodes.INFRASTRUCTURE;
        }
        return Program.bug(failure);
    }
}
