package io.partita.nemesis.fault.internal.disk;

import io.partita.nemesis.fault.Arguments;
import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.FaultOrder;
import io.partita.nemesis.fault.Parameter;
import io.partita.nemesis.fault.internal.shared.DataScene;
import io.partita.nemesis.fault.internal.shared.Processes;
import io.partita.nemesis.fault.internal.shared.TargetScene;
import io.partita.nemesis.fault.internal.shared.Whose;
import io.partita.nemesis.node.DataFiles;
import io.partita.nemesis.node.FileEntry;
import io.partita.nemesis.node.FileReading;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Damages a file of the system's data.
 *
 * @param name the fault's name
 * @param form how
 * @param whose which servers' data
 * @param given what was said about it
 */
record FileKind(String name, Form form, Whose whose, Arguments given) implements FaultKind {

    private static final Parameter FILES = new Parameter(
            "files", "*", "which files, as a shell pattern relative to the data; * stands for slashes too");

    /** How a file is damaged. */
    enum Form {
        FLIP("file-bitflip", "One bit of one file of the system's data is the other way round.", List.of()) {
            @Override
            Damage damage(FileEntry file, Arguments given, Environment environment, String node, Random random) {
                long at = (long) (random.nextDouble() * file.onDisk());
                var place = new DataFiles.Place(file.path(), file.inode(), at);
                FileReading now = FileReading.parse(environment
                        .nodes()
                        .on(node)
                        .requireFast(DataFiles.read(place))
                        .stdout());
                int bit = random.nextInt(8);
                if (now.byteAt(place) < 0) {
                    throw new FaultException(node + ": " + file.path() + " was changed meanwhile");
                }
                return new Damage.Flip(place, now.byteAt(place), bit);
            }
        },
        CUT(
                "file-truncate",
                "One file of the system's data loses its end.",
                List.of(new Parameter("keep", "50%", "how much of what it has on disk stays, 0% to 99%"))) {
            @Override
            Damage damage(FileEntry file, Arguments given, Environment environment, String node, Random random) {
                long at = (long) (given.share("keep", 0, 0.99) * file.onDisk());
                return new Damage.Cut(new DataFiles.Place(file.path(), file.inode(), at), file.size());
            }
        };

        private final String word;
        private final String sentence;
        private final List<Parameter> parameters;

        Form(String word, String sentence, List<Parameter> own) {
            this.word = word;
            this.sentence = sentence;
            var all = new ArrayList<>(List.of(FILES, Whose.OF));
            all.addAll(own);
            this.parameters = List.copyOf(all);
        }

        /** The damage to {@code file} on {@code node}; reads it where it must. */
        abstract Damage damage(FileEntry file, Arguments given, Environment environment, String node, Random random);
    }

    /** The kind of {@code form} on one random node. */
    static FileKind of(Form form) {
        return new FileKind(
                form.word, form, Whose.everything("one"), Arguments.of(FaultOrder.of(form.word), form.parameters));
    }

    @Override
    public String description() {
        return name.equals(form.word)
                ? form.sentence
                : form.sentence + " Of " + whose.words() + ", " + given.text(FILES.name()) + ".";
    }

    @Override
    public String needs() {
        return "a system that says where its data are";
    }

    @Override
    public Availability suits(SystemUnderTest system) {
        return DataScene.suits(whose, system, needs());
    }

    @Override
    public Availability availability(Environment environment) {
        return suits(environment.system());
    }

    @Override
    public Fault create(Environment environment, Random random) {
        Processes processes = whose.require(name, environment).owning("data");
        List<String> targets = TargetScene.choose(whose.target(), environment, processes, random);
        Map<String, List<String>> data = DataScene.directories(processes, environment, targets);
        Map<String, Damage> damages = new LinkedHashMap<>();
        for (String target : targets) {
            List<FileEntry> files = data.containsKey(target) ? list(environment, target, data.get(target)) : List.of();
            if (files.isEmpty()) {
                throw new FaultException("no file of the data of " + processes.words() + " on " + target
                        + " matches files=" + given.text(FILES.name()));
            }
            FileEntry file = files.get(random.nextInt(files.size()));
            damages.put(target, form.damage(file, given, environment, target, random));
        }
        return new FileFault(name, processes, environment, damages);
    }

    private List<FileEntry> list(Environment environment, String node, List<String> directories) {
        return FileEntry.parse(environment
                .nodes()
                .on(node)
                .requireFast(DataFiles.list(given.text(FILES.name()), directories))
                .stdout());
    }

    @Override
    public Optional<String> usualTarget() {
        return Optional.of(whose.target().toString());
    }

    @Override
    public List<Parameter> parameters() {
        return form.parameters;
    }

    @Override
    public FaultKind ordered(FaultOrder order) {
        Arguments arguments = Arguments.of(order, form.parameters);
        if (form == Form.CUT) {
            arguments.share("keep", 0, 0.99);
        }
        return new FileKind(order.toString(), form, whose.ordered(order, arguments), arguments);
    }
}
