package io.partita.testbed.marathon;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.state.Repository;
import io.partita.testbed.marathon.state.Repository.Contents;
import java.util.List;

/** What was stored when this process began: only good for going wrong with it, and used by bugs alone. */
final class Memory {

    private Contents early;

    boolean isEmpty() {
        return early == null;
    }

    void remember(Contents contents) {
        early = contents;
    }

    /** {@code contents} with the framework id of then, so none if there was none (B23). */
    Contents withFrameworkId(Contents contents) {
        return early == null
                ? contents
                : new Contents(
                        early.frameworkId(),
                        contents.apps(),
                        contents.instances(),
                        contents.deployments(),
                        contents.failures());
    }

    /** {@code contents} with the apps' versions of then, which are stored over newer ones (B26). */
    Contents withApps(Contents contents, Repository repository) {
        List<AppDefinition> apps = contents.apps().stream()
                .map(app -> early == null
                        ? app
                        : early.apps().stream()
                                .filter(old -> old.id().equals(app.id()))
                                .findFirst()
                                .orElse(app))
                .toList();
        apps.stream().filter(app -> !contents.apps().contains(app)).forEach(repository::storeApp);
        return new Contents(
                contents.frameworkId(), apps, contents.instances(), contents.deployments(), contents.failures());
    }
}
