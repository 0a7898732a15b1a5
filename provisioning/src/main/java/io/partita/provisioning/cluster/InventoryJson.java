package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@link Inventory} as a JSON file. Thread safe. */
public final class InventoryJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private InventoryJson() {}

    /**
     * Writes {@code inventory} to {@code file}, whole or not at all.
     *
     * @throws ClusterException if the file cannot be written
     */
    public static void write(Path file, Inventory inventory) {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            Files.write(partial, MAPPER.writeValueAsBytes(Form.of(inventory)));
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ClusterException("cannot write the inventory " + file + ": " + e, e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws ClusterException if the file cannot be read or is not an inventory
     */
    public static Inventory read(Path file) {
        try {
            return MAPPER.readValue(Files.readAllBytes(file), Form.class).inventory();
        } catch (IOException e) {
            throw new ClusterException("cannot read the inventory " + file + ": " + e, e);
        } catch (JacksonException | NullPointerException | IllegalArgumentException e) {
            throw new ClusterException(file + " is not an inventory: " + e.getMessage(), e);
        }
    }

    /** The file's form: as the records, but with file names as text and a number that says which form it is. */
    private record Form(
            int schemaVersion, String cluster, String controlAddress, List<NodeForm> nodes, CarrierForm carrier) {
        static Form of(Inventory inventory) {
            return new Form(
                    1,
                    inventory.cluster(),
                    inventory.controlAddress(),
                    inventory.nodes().stream().map(NodeForm::of).toList(),
                    CarrierForm.of(inventory.carrier()));
        }

        Inventory inventory() {
            if (schemaVersion != 1) {
                throw new IllegalArgumentException("schemaVersion is " + schemaVersion + ", this program reads 1");
            }
            return new Inventory(
                    cluster,
                    controlAddress,
                    nodes.stream().map(NodeForm::node).toList(),
                    carrier == null ? Carrier.UNKNOWN : carrier.carrier());
        }
    }

    /** Absent where nothing is known, and in files that are older. */
    private record CarrierForm(String lxc) {
        static CarrierForm of(Carrier carrier) {
            return carrier instanceof Carrier.Lxc known
                    ? new CarrierForm(known.directory().toString())
                    : null;
        }

        Carrier carrier() {
            return new Carrier.Lxc(Path.of(lxc));
        }
    }

    private record NodeForm(String name, String address, SshForm ssh) {
        static NodeForm of(Node node) {
            return new NodeForm(node.name(), node.address(), SshForm.of(node.ssh()));
        }

        Node node() {
            return new Node(name, address, ssh.ssh());
        }
    }

    private record SshForm(String host, int port, String user, String privateKey, String knownHosts) {
        static SshForm of(Node.Ssh ssh) {
            return new SshForm(
                    ssh.host(),
                    ssh.port(),
                    ssh.user(),
                    ssh.privateKey().toString(),
                    ssh.knownHosts().toString());
        }

        Node.Ssh ssh() {
            return new Node.Ssh(host, port, user, Path.of(privateKey), Path.of(knownHosts));
        }
    }
}
