package io.partita.nemesis.fault.internal.disk;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.fault.internal.shared.Processes;
import io.partita.nemesis.node.DataFiles;
import io.partita.nemesis.node.FileReading;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.remote.Command;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Damages one file of a system's data on each of some nodes. */
final class FileFault implements Fault {

    private final String name;
    private final Processes processes;
    private final Environment environment;
    private final Map<String, Damage> damages;
    private final Map<String, FileReading> before;

    /** @param damages what happens to which file, by node */
    FileFault(String name, Processes processes, Environment environment, Map<String, Damage> damages) {
        this.name = name;
        this.processes = processes;
        this.environment = environment;
        this.damages = new LinkedHashMap<>(damages);
        this.before = read();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> targets() {
        return List.copyOf(damages.keySet());
    }

    @Override
    public String description() {
        return damages.entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue().words())
                .collect(Collectors.joining("; "));
    }

    @Override
    public Map<String, Object> intent() {
        Map<String, Object> files = new TreeMap<>();
        damages.forEach((node, damage) -> files.put(node, damage.toJson()));
        Map<String, Object> intent = new LinkedHashMap<>();
        intent.put("files", files);
        processes.group().ifPresent(group -> intent.put("group", group));
        return intent;
    }

    @Override
    public List<Inverse> inverses() {
        return targets().stream()
                .map(node -> new Inverse(
                        node, damages.get(node).undo(), damages.get(node).check(), processes.objects()))
                .toList();
    }

    /** Nothing: what is cut off is kept in the moment of cutting, not before, lest it be old by then. */
    @Override
    public void prepare() {}

    @Override
    public void inject() {
        onTargets(Damage::inject);
    }

    @Override
    public Proof awaitActive() {
        return await(
                environment.limits().active(), (node, now) -> damages.get(node).notDamaged(before.get(node), now));
    }

    @Override
    public void recover() {
        onTargets(Damage::undo);
    }

    @Override
    public Proof awaitRecovered() {
        return await(
                environment.limits().recovered(),
                (node, now) -> damages.get(node).isDamaged(now) ? "is damaged still" : "");
    }

    /** Nothing is left by {@link #recover()}, and if the fault was never injected there is nothing. */
    @Override
    public void cleanup() {
        recover();
    }

    private Proof await(Duration limit, BiFunction<String, FileReading, String> contradiction) {
        return environment.polling().await(limit, () -> {
            Map<String, Object> seen = new TreeMap<>();
            Map<String, String> not = new TreeMap<>();
            read().forEach((node, now) -> {
                seen.put(
                        node,
                        Map.of(
                                "same", now.same(),
                                "size", now.size(),
                                "around", now.around(),
                                "asBefore", now.equals(before.get(node))));
                String missing = contradiction.apply(node, now);
                if (!missing.isEmpty()) {
                    not.put(node, damages.get(node).place().path() + " " + missing);
                }
            });
            return Proof.of(not.isEmpty() ? "" : "files: " + not, Map.of("seen", seen));
        });
    }

    private Map<String, FileReading> read() {
        return new TreeMap<>(environment
                .nodes()
                .parallel(
                        targets(),
                        remote -> FileReading.parse(remote.requireFast(DataFiles.read(
                                        damages.get(remote.node()).place()))
                                .stdout())));
    }

    private void onTargets(Function<Damage, Command> command) {
        environment
                .nodes()
                .parallel(targets(), remote -> remote.requireFast(command.apply(damages.get(remote.node()))));
    }
}
