package io.partita.control.cli;

import io.partita.checker.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a command line that cannot be read: in words of a user, not of Java. Pure. */
final class WrongArguments {

    private static final Pattern CHOICE =
            Pattern.compile("(.*)expected one of \\[(.*)] \\(case-insensitive\\) but was '(.*)'", Pattern.DOTALL);

    private WrongArguments() {}

    /** The lines that tell what is wrong, and where the way out is. */
    static List<String> lines(ParameterException failure) {
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        List<String> lines = new ArrayList<>();
        if (failure instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            lines.add("control: " + (first.startsWith("-") ? "unknown option: " : "unexpected argument: ") + first);
            closest(first, command).ifPresent(name -> lines.add("    Did you mean " + name + "?"));
        } else {
            Matcher choice = CHOICE.matcher(failure.getMessage());
            if (choice.matches()) {
                lines.addAll(choice(choice.group(1), choice.group(2).toLowerCase(Locale.ROOT), choice.group(3)));
            } else {
                lines.add("control: " + plain(failure.getMessage()));
            }
        }
        lines.add("    See: " + command.qualifiedName() + " --help");
        return List.copyOf(lines);
    }

    private static List<String> choice(String where, String names, String typed) {
        List<String> lines = new ArrayList<>();
        lines.add("control: " + where + "expected one of " + names + ", not \"" + typed + "\"");
        Spelling.closest(typed, Arrays.asList(names.split(", ")))
                .ifPresent(name -> lines.add("    Did you mean " + name + "?"));
        return lines;
    }

    private static String plain(String message) {
        return message.replaceFirst("^Error: ", "")
                .replaceFirst("option option ", "option ")
                .replaceFirst("is not an? (long|int)$", "is not a whole number")
                .replaceFirst("is not a double$", "is not a number");
    }

    /** The option or command nearest to an argument that fits nowhere. */
    private static Optional<String> closest(String argument, CommandSpec command) {
        List<String> names = new ArrayList<>(command.subcommands().keySet());
        command.options().forEach(option -> names.addAll(List.of(option.names())));
        return Spelling.closest(argument, names);
    }
}
