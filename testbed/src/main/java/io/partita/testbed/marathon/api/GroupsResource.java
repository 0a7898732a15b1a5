package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.app.AppId;
import io.partita.testbed.marathon.app.AppJson;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.settings.Profile;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v2/groups}: the tree of apps by their paths, to be read only. */
final class GroupsResource implements Resource {

    private final ApiContext context;

    GroupsResource(ApiContext context) {
        this.context = context;
    }

    @Override
    public CompletableFuture<Reply> answer(Call call) {
        if (!call.method().equals("GET")) {
            throw ApiError.methodNotAllowed();
        }
        if (call.parts().equals(List.of("versions"))) {
            return Resource.now(Reply.shown(Json.array().add(version("/"))));
        }
        String id = AppId.canonical(String.join("/", call.parts()));
        if (!id.equals("/") && below(id).findAny().isEmpty()) {
            throw ApiError.of(404, "Group '" + id + "' does not exist");
        }
        return Resource.now(Reply.shown(write(id)));
    }

    private Stream<AppDefinition> below(String group) {
        String prefix = group.equals("/") ? "/" : group + "/";
        return context.orchestrator().apps().stream().filter(app -> app.id().startsWith(prefix));
    }

    /** The newest version of anything in a group. */
    private String version(String group) {
        return below(group)
                .map(AppDefinition::version)
                .max(String::compareTo)
                .orElseGet(() -> Json.time(Instant.EPOCH));
    }

    private ObjectNode write(String group) {
        int depth = AppId.parts(group).size();
        ObjectNode json = Json.object().put("id", group);
        json.putArray("dependencies");
        json.put("version", version(group));
        ArrayNode apps = json.putArray("apps");
        TreeSet<String> groups = new TreeSet<>();
        below(group).forEach(app -> {
            List<String> parts = AppId.parts(app.id());
            if (parts.size() == depth + 1) {
                apps.add(AppJson.write(app, context.profile()));
            } else {
                groups.add(AppId.canonical(String.join("/", parts.subList(0, depth + 1))));
            }
        });
        ArrayNode inner = json.putArray("groups");
        groups.forEach(name -> inner.add(write(name)));
        if (context.isAtLeast(Profile.PA)) {
            json.putArray("pods");
        }
        return json;
    }
}
