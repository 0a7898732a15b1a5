package io.partita.testbed.master.view;

import io.partita.testbed.settings.Profile;
import io.partita.testbed.view.Json;
import tools.jackson.databind.node.ObjectNode;

/** Which release this stands for. The build is the testbed's own, and says so. */
final class VersionView {

    private static final String BUILD = "partita-testbed";

    private VersionView() {}

    static ObjectNode json(Profile profile) {
        ObjectNode json = Json.object();
        json.put("build_date", "2026-01-01 00:00:00");
        Json.put(json, "build_time", 1767225600);
        json.put("build_user", BUILD);
        json.put("git_branch", "refs/heads/" + BUILD);
        json.put("git_sha", "0".repeat(40));
        json.put("git_tag", profile.mesosVersion());
        json.put("version", profile.mesosVersion());
        return json;
    }
}
