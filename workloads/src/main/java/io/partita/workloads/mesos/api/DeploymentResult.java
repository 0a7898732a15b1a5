package io.partita.workloads.mesos.api;

import java.util.Objects;

/**
 * Marathon's answer to a change: what was begun. Immutable.
 *
 * @param version of what is to be, an instant as text
 * @param deploymentId of the deployment that brings it about
 */
public record DeploymentResult(String version, String deploymentId) {

    public DeploymentResult {
        Objects.requireNonNull(version, "version is null");
        Objects.requireNonNull(deploymentId, "deploymentId is null");
    }

    static DeploymentResult read(Fields json) throws Fields.WrongShapeException {
        return new DeploymentResult(json.text("version"), json.text("deploymentId"));
    }
}
