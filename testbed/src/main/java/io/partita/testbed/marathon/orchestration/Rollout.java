package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.state.Instance;
import java.util.ArrayList;
import java.util.List;

/**
 * The next moves of a rolling replacement, from where things stand; asked again after every change. Pure.
 *
 * <p>Let N be the wanted number. At least ⌈N·minimumHealthCapacity⌉ instances, old or new, are to be ready all the time, and at
 * most ⌊N·(1+maximumOverCapacity)⌋ are to exist, those with a pending kill included, those on unreachable agents not. Where both
 * numbers are the same nothing could ever begin, so one more may exist then, as in Marathon. Old ones that are certainly of no use go at
 * once; those of which it is not known, because they start or because no health check was made since the last failover, go only
 * while enough others are ready.
 *
 * @param start how many new ones to launch
 * @param end whom to end, in this order
 * @param done whether nothing is left to do
 */
record Rollout(int start, List<Instance> end, boolean done) {

    /** @param ignoreMinimum true takes the minimum for zero, which is wrong */
    static Rollout next(AppDefinition target, List<Instance> instances, boolean ignoreMinimum) {
        int wanted = target.instances();
        int minimum = (int) Math.ceil(wanted * target.upgradeStrategy().minimumHealthCapacity() - 1e-9);
        int maximum = (int) Math.floor(wanted * (1 + target.upgradeStrategy().maximumOverCapacity()) + 1e-9);
        if (minimum >= maximum) {
            maximum = minimum + 1;
        }
        List<Instance> fresh = instances.stream()
                .filter(instance -> Standing.isOf(target, instance) && Standing.counts(instance))
                .toList();
        List<Instance> old = instances.stream()
                .filter(instance -> !Standing.isOf(target, instance) && Standing.isWanted(instance))
                .toList();
        int ready = (int) instances.stream().filter(Standing::isReady).count();
        List<Instance> end = new ArrayList<>();
        List<Instance> surplus = KillOrder.of(target, fresh, false).subList(0, Math.max(0, fresh.size() - wanted));
        end.addAll(surplus);
        ready -= (int) surplus.stream().filter(Standing::isReady).count();
        int floor = ignoreMinimum ? 0 : minimum;
        for (Instance instance : KillOrder.of(target, old, false)) {
            boolean useless =
                    Standing.isKnownBad(instance) || instance.condition().isUnreachable();
            if (useless) {
                end.add(instance);
            } else if (Standing.isReady(instance) && ready > floor) {
                end.add(instance);
                ready--;
            } else if (!Standing.isReady(instance) && ready >= floor) {
                end.add(instance);
            }
        }
        long existing = instances.stream()
                .filter(instance -> !instance.condition().isUnreachable())
                .count();
        int start = (int) Math.max(0, Math.min(wanted - fresh.size(), maximum - existing));
        boolean othersAreGone = instances.stream()
                .allMatch(instance ->
                        fresh.contains(instance) || instance.condition() == Instance.Condition.UNREACHABLE_INACTIVE);
        boolean done = othersAreGone && end.isEmpty() && fresh.size() == wanted && ready == wanted;
        return new Rollout(start, end, done);
    }
}
