package io.partita.nemesis.fault.internal.membership;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.fault.internal.shared.PlacedFault;
import io.partita.nemesis.fault.internal.shared.Processes;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.system.HasMembers;
import io.partita.provisioning.system.Membership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the servers on some nodes out of their ensemble. Every node of the ensemble has the command that puts them into it
 * again, so it can be undone as long as a majority is left, whoever is away.
 */
final class MembershipFault extends PlacedFault {

    private final HasMembers members;
    private final Processes servers;
    private final List<String> ensemble;
    private final List<String> staying;

    MembershipFault(String name, HasMembers members, Processes servers, Environment environment, List<String> targets) {
        super(name, environment, targets);
        this.members = members;
        this.servers = servers;
        this.ensemble = members.ensemble(environment.nodes());
        this.staying = ensemble.stream().filter(node -> !targets.contains(node)).toList();
    }

    @Override
    public String description() {
        return "take " + servers.words() + " on " + String.join(",", targets) + " out of the ensemble";
    }

    @Override
    public Map<String, Object> intent() {
        return Map.of("removed", targets);
    }

    @Override
    public List<Inverse> inverses() {
        Command undo = members.addition(environment.nodes(), targets);
        Command check = members.membershipCheck(environment.nodes(), targets);
        return ensemble.stream()
                .map(node -> new Inverse(
                        node, undo, check, targets.contains(node) ? servers.objects() : List.of(MembershipKind.OBJECT)))
                .toList();
    }

    @Override
    public void inject() {
        environment.nodes().on(staying.get(0)).require(members.removal(environment.nodes(), targets));
    }

    @Override
    public Proof awaitActive() {
        return await(environment.limits().active(), staying);
    }

    @Override
    public void recover() {
        environment.nodes().on(staying.get(0)).require(members.addition(environment.nodes(), targets));
    }

    @Override
    public Proof awaitRecovered() {
        return await(environment.limits().recovered(), ensemble);
    }

    private Proof await(Duration limit, List<String> wanted) {
        return environment.polling().await(limit, () -> proof(members.memberships(environment.nodes()), wanted));
    }

    /** Shows that exactly {@code wanted} are the members: they all say so and serve, and whoever else answers says so too. */
    private static Proof proof(Map<String, Membership> seen, List<String> wanted) {
        List<String> missing = new ArrayList<>();
        seen.forEach((node, server) -> {
            boolean member = wanted.contains(node);
            boolean silent = server.members().isEmpty();
            if (!server.members().equals(wanted) && (member || !silent)) {
                missing.add(silent ? node + " is silent" : node + " says that the members are " + server.members());
            } else if (member != server.serves() && (member || server.leads())) {
                missing.add(node + " is " + (server.mode().isEmpty() ? "silent" : server.mode()));
            }
        });
        List<String> leaders =
                wanted.stream().filter(node -> seen.get(node).leads()).toList();
        if (leaders.size() != 1) {
            missing.add("not one member leads but " + leaders);
        } else if (seen.get(leaders.get(0)).inStep() < wanted.size() - 1) {
            missing.add(leaders.get(0) + " leads, and "
                    + seen.get(leaders.get(0)).inStep() + " followers are in step with it");
        }
        Map<String, Object> data = new LinkedHashMap<>();
        Map<String, Object> views = new LinkedHashMap<>();
        Map<String, Object> modes = new LinkedHashMap<>();
        Map<String, Object> versions = new LinkedHashMap<>();
        seen.forEach((node, server) -> {
            views.put(node, server.members());
            modes.put(node, server.mode());
            versions.put(node, server.version());
        });
        data.put("members", views);
        data.put("modes", modes);
        data.put("versions", versions);
        return Proof.of(String.join("; ", missing), data);
    }
}
