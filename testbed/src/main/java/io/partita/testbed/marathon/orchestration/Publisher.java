package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition.HealthCheck;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.marathon.state.Events;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.messages.MasterInfo;
import io.partita.testbed.messages.TaskStatus;
import io.partita.testbed.settings.Profile;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Puts what happened into the words of Marathon's event stream. */
final class Publisher {

    /** Why a deployment is refused. */
    static final String LOCKED = "App is locked by one or more deployments. Override with the option '?force=true'."
            + " View details at '/v2/deployments/<DEPLOYMENT_ID>'.";

    private final Events events;
    private final Profile profile;

    Publisher(Events events, Profile profile) {
        this.events = events;
        this.profile = profile;
    }

    void registered(String frameworkId, MasterInfo master, boolean again) {
        ObjectNode fields = object();
        if (!again) {
            fields.put("frameworkId", frameworkId);
        }
        fields.put("master", master.hostname());
        events.publish(again ? "scheduler_reregistered_event" : "scheduler_registered_event", fields);
    }

    void disconnected() {
        events.publish("scheduler_disconnected_event", object());
    }

    /** @param instance as it was when its task still had its ports */
    void statusUpdate(Instance instance, TaskStatus status) {
        ObjectNode fields = object();
        fields.put("slaveId", instance.agentId());
        fields.put("taskId", status.taskId());
        fields.put("taskStatus", status.state().name());
        fields.put("message", status.message() == null ? "" : status.message());
        fields.put("appId", instance.appId());
        fields.put("host", instance.host());
        if (profile.isAtLeast(Profile.LEGACY1)) {
            var addresses = fields.putArray("ipAddresses");
            if (status.ip() != null) {
                addresses.addObject().put("ipAddress", status.ip()).put("protocol", "IPv4");
            }
        }
        var ports = fields.putArray("ports");
        instance.ports().forEach(ports::add);
        fields.put("version", instance.app().version());
        events.publish("status_update_event", fields);
    }

    void instanceChanged(Instance instance) {
        instanceChanged(instance, instance.condition());
    }

    /** For an instance that is forgotten with this. */
    void instanceChanged(Instance instance, Instance.Condition condition) {
        if (!profile.isAtLeast(Profile.PA)) {
            return;
        }
        ObjectNode fields = object();
        fields.put("instanceId", instance.id());
        fields.put("condition", condition.word());
        fields.put("runSpecId", instance.appId());
        fields.put("agentId", instance.agentId());
        fields.put("host", instance.host());
        fields.put("runSpecVersion", instance.app().version());
        events.publish("instance_changed_event", fields);
    }

    void unknownInstanceEnded(String taskId, Instance.Condition condition) {
        if (profile.isAtLeast(Profile.PA)) {
            ObjectNode fields = object();
            fields.put("instanceId", Identifiers.instanceOf(taskId));
            fields.put("runSpecId", Identifiers.appOf(taskId));
            fields.put("condition", condition.word());
            events.publish("unknown_instance_terminated_event", fields);
        }
    }

    void healthChanged(Instance instance, boolean alive) {
        ObjectNode fields = object();
        fields.put("appId", instance.appId());
        named(fields, instance);
        fields.put("version", instance.app().version());
        fields.put("alive", alive);
        events.publish("health_status_changed_event", fields);
        if (profile.isAtLeast(Profile.PA)) {
            ObjectNode more = object();
            more.put("instanceId", instance.id());
            more.put("runSpecId", instance.appId());
            more.put("runSpecVersion", instance.app().version());
            more.put("healthy", alive);
            events.publish("instance_health_changed_event", more);
        }
    }

    void healthCheckFailed(Instance instance, HealthCheck check) {
        ObjectNode fields = object();
        fields.put("appId", instance.appId());
        named(fields, instance);
        ObjectNode shown = fields.putObject("healthCheck");
        shown.put("protocol", check.protocol());
        shown.put("path", check.path());
        shown.put("portIndex", check.portIndex());
        shown.put("gracePeriodSeconds", check.gracePeriodSeconds());
        shown.put("intervalSeconds", check.intervalSeconds());
        shown.put("timeoutSeconds", check.timeoutSeconds());
        shown.put("maxConsecutiveFailures", check.maxConsecutiveFailures());
        events.publish("failed_health_check_event", fields);
    }

    void unhealthyKilled(Instance instance, String reason) {
        if (profile.isAtLeast(Profile.PA)) {
            ObjectNode fields = object();
            fields.put("appId", instance.appId());
            fields.put("taskId", instance.taskId());
            fields.put("instanceId", instance.id());
            fields.put("version", instance.app().version());
            fields.put("reason", reason);
            fields.put("host", instance.host());
            fields.put("slaveId", instance.agentId());
            events.publish("unhealthy_instance_kill_event", fields);
        }
    }

    private void named(ObjectNode fields, Instance instance) {
        if (profile.isAtLeast(Profile.PA)) {
            fields.put("instanceId", instance.id());
        } else {
            fields.put("taskId", instance.taskId());
        }
    }

    void appTerminated(String appId) {
        events.publish("app_terminated_event", object().put("appId", appId));
    }

    void stepBegun(Deployment deployment) {
        step("deployment_info", deployment);
    }

    void stepDone(Deployment deployment) {
        step("deployment_step_success", deployment);
    }

    private void step(String type, Deployment deployment) {
        ObjectNode fields = object();
        fields.set("plan", plan(deployment));
        if (!deployment.steps().isEmpty()) {
            fields.set("currentStep", step(deployment.steps().get(deployment.currentStep() - 1)));
        }
        events.publish(type, fields);
    }

    void deploymentSucceeded(Deployment deployment) {
        ObjectNode fields = object();
        fields.put("id", deployment.id());
        fields.set("plan", plan(deployment));
        events.publish("deployment_success", fields);
    }

    void deploymentFailed(Deployment deployment, String reason) {
        ObjectNode fields = object();
        fields.put("id", deployment.id());
        fields.set("plan", plan(deployment));
        fields.put("reason", reason);
        events.publish("deployment_failed", fields);
    }

    void groupChanged(String version) {
        events.publish("group_change_success", object().put("groupId", "/").put("version", version));
    }

    void groupNotChanged(String version, String reason) {
        events.publish(
                "group_change_failed",
                object().put("groupId", "/").put("version", version).put("reason", reason));
    }

    private static ObjectNode plan(Deployment deployment) {
        ObjectNode plan = object();
        plan.put("id", deployment.id());
        var steps = plan.putArray("steps");
        deployment.steps().forEach(step -> steps.add(step(step)));
        plan.put("version", deployment.version());
        return plan;
    }

    private static ObjectNode step(Deployment.Step step) {
        ObjectNode shown = object();
        var actions = shown.putArray("actions");
        step.actions()
                .forEach(action ->
                        actions.addObject().put("action", action.kind().word()).put("app", action.appId()));
        return shown;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
