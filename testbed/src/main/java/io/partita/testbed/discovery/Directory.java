package io.partita.testbed.discovery;

import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.HttpService.Request;
import io.partita.testbed.runtime.HttpService.Responder;
import io.partita.testbed.runtime.HttpService.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers questions for records over HTTP, in the form of mesos-dns. Every answer says in headers how old its records are,
 * how long they may be kept, and whose they are. Before the first records came it answers 503: nothing is known, which
 * is not to be taken for nothing there.
 */
final class Directory implements HttpService {

    static final String AGE = "X-Records-Age-Ms";
    static final String TTL = "X-Records-Ttl-Ms";
    static final String MASTER = "X-Records-Master";

    private static final String SERVICES = "/v1/services/";
    private static final String HOSTS = "/v1/hosts/";
    private static final String ENUMERATE = "/v1/enumerate";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Where records come from. */
    interface Source {

        /** What is known; asked only once something is. */
        Records records();

        /** How long ago it was read; negative if it never was. */
        Duration age();

        /** Where it was read. */
        String master();
    }

    private final Source source;
    private final Duration ttl;

    Directory(Source source, Duration ttl) {
        this.source = source;
        this.ttl = ttl;
    }

    @Override
    public void handle(Request request, Responder responder) {
        responder.respond(answer(request));
    }

    private Response answer(Request request) {
        String path = request.path();
        if (!request.method().equals("GET")) {
            return Response.of(405, "text/plain", "GET only\n");
        } else if (path.startsWith(SERVICES)) {
            return known(() -> services(path.substring(SERVICES.length())));
        } else if (path.startsWith(HOSTS)) {
            return known(() -> hosts(path.substring(HOSTS.length())));
        } else if (path.equals(ENUMERATE)) {
            return known(this::everything);
        } else if (path.equals("/health")) {
            return Response.of(200);
        }
        return Response.of(404, "text/plain", "not found: " + path + "\n");
    }

    private Response known(Supplier<JsonNode> answer) {
        if (source.age().isNegative()) {
            return Response.of(503, "text/plain", "No records yet\n");
        }
        return Response.of(200, "application/json", MAPPER.writeValueAsString(answer.get()))
                .with(AGE, Long.toString(source.age().toMillis()))
                .with(TTL, Long.toString(ttl.toMillis()))
                .with(MASTER, source.master());
    }

    private JsonNode services(String name) {
        ArrayNode found = MAPPER.createArrayNode();
        for (Record record : matching(Record::service, name)) {
            record.port().ifPresent(port -> {
                ObjectNode service = found.addObject();
                service.put("service", record.service());
                service.put("host", record.host());
                service.put("ip", record.ip());
                service.put("port", Integer.toString(port));
            });
        }
        return found;
    }

    private JsonNode hosts(String name) {
        ArrayNode found = MAPPER.createArrayNode();
        matching(Record::host, name).stream()
                .map(Record::ip)
                .distinct()
                .forEach(ip -> found.addObject().put("host", plain(name)).put("ip", ip));
        return found;
    }

    private List<Record> matching(Function<Record, String> key, String name) {
        Predicate<Record> matches = record -> key.apply(record).equals(plain(name));
        return source.records().all().stream().filter(matches).toList();
    }

    /** Names may end with the dot that an absolute one has. */
    private static String plain(String name) {
        return (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).toLowerCase(Locale.ROOT);
    }

    private JsonNode everything() {
        ObjectNode all = MAPPER.createObjectNode();
        ArrayNode frameworks = all.putArray("frameworks");
        by(source.records().all(), Record::framework).forEach((name, ofFramework) -> {
            ObjectNode framework = frameworks.addObject();
            ArrayNode tasks = framework.putArray("tasks");
            framework.put("name", name);
            by(ofFramework, Record::taskId).forEach((id, ofTask) -> {
                ObjectNode task = tasks.addObject();
                task.put("name", ofTask.get(0).name());
                task.put("id", id);
                ArrayNode records = task.putArray("records");
                add(records, ofTask.get(0).host(), ofTask.get(0).ip(), "A");
                ofTask.forEach(record -> record.port()
                        .ifPresent(port -> add(records, record.service(), record.ip() + ":" + port, "SRV")));
            });
        });
        return all;
    }

    private static void add(ArrayNode records, String name, String host, String type) {
        records.addObject().put("name", name).put("host", host).put("rtype", type);
    }

    private static Map<String, List<Record>> by(List<Record> records, Function<Record, String> key) {
        return records.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }
}
