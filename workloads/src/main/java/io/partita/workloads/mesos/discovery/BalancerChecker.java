package io.partita.workloads.mesos.discovery;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.liveness.FaultWindow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures what clients saw of the app through the load balancer: how many requests succeeded and how long they took, in all,
 * without a fault, and for each fault while it may have been active. Accuses nobody: no documentation promises a rate.
 */
final class BalancerChecker implements Checker {

    @Override
    public String name() {
        return "balancer";
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        List<FaultWindow> windows = FaultWindow.of(history);
        var all = new Availability();
        var quiet = new Availability();
        List<Availability> during = new ArrayList<>();
        windows.forEach(window -> during.add(new Availability()));
        for (int i = 0; i < history.size(); i++) {
            if (!history.f(i).equals(DiscoveryClient.REQUEST) || history.type(i) == OpType.INVOKE) {
                continue;
            }
            long from = history.time(history.invocationOf(i));
            boolean ok = history.type(i) == OpType.OK;
            String error = history.op(i).error();
            all.add(from, history.time(i), ok, error);
            boolean disturbed = false;
            for (int fault = 0; fault < windows.size(); fault++) {
                if (windows.get(fault).possible().contains(from)) {
                    disturbed = true;
                    during.get(fault).add(from, history.time(i), ok, error);
                }
            }
            if (!disturbed) {
                quiet.add(from, history.time(i), ok, error);
            }
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("requests", all.json());
        details.put("quiet", quiet.json());
        List<Object> faults = new ArrayList<>();
        for (int fault = 0; fault < windows.size(); fault++) {
            faults.add(row(windows.get(fault), during.get(fault)));
        }
        details.put("faults", faults);
        return result(all, windows, during, details);
    }

    private static Map<String, Object> row(FaultWindow window, Availability availability) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("fault", window.name());
        row.put("description", window.description());
        row.put("fromMs", Times.millis(window.begun().time()));
        row.put("toMs", Times.millis(window.healed().time()));
        row.putAll(availability.json());
        return row;
    }

    private CheckResult result(
            Availability all, List<FaultWindow> windows, List<Availability> during, Map<String, Object> details) {
        if (all.successes() == 0) {
            return new CheckResult(
                    name(),
                    Verdict.UNKNOWN,
                    "none of " + all.count() + " requests through the load balancer was answered",
                    List.of(),
                    details);
        }
        String worst = "";
        double least = 2;
        for (int fault = 0; fault < windows.size(); fault++) {
            Availability one = during.get(fault);
            if (one.count() > 0 && one.rate() < least) {
                least = one.rate();
                worst = ", " + percent(least) + " during the worst fault ("
                        + windows.get(fault).name() + ")";
            }
        }
        return new CheckResult(
                name(),
                Verdict.VALID,
                percent(all.rate()) + " of " + all.count()
                        + " requests through the load balancer succeeded (half within "
                        + milliseconds(all.latency().median()) + ", 99 of 100 within "
                        + milliseconds(all.latency().percentile(99)) + ")" + worst,
                List.of(),
                details);
    }

    private static String percent(double rate) {
        // Rounded down: 100 % is said only of all.
        return String.format(Locale.ROOT, "%.2f %%", Math.floor(rate * 10_000) / 100);
    }

    private static String milliseconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
