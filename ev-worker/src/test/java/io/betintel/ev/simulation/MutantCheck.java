package io.betintel.ev.simulation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.betintel.localstack.LocalStackExtension;
import java.util.Optional;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.slf4j.LoggerFactory;

/** Runs in a class loader of its own, which has the classes of a mutant. */
public final class MutantCheck {
  /** More than the sample in {@link SimulationTest}. */
  private static final int SCHEDULES = 5_000;

  private MutantCheck() {}

  /**
   * @param check {@code simulation}, the name of a test class, or of a class and its method with
   *     {@code #} between them
   * @return what it found; null if nothing
   */
  public static String find(String check) {
    ((Logger) LoggerFactory.getLogger("io.betintel.ev")).setLevel(Level.OFF);
    if (check.equals(Mutant.SIMULATION)) {
      return simulated();
    }
    try {
      return tested(check);
    } finally {
      LocalStackExtension.close();
    }
  }

  private static String simulated() {
    for (long seed = 1; seed <= SCHEDULES; seed++) {
      Optional<Finding> found = Simulation.run(Schedule.of(seed));
      if (found.isPresent()) {
        String message = found.get().getMessage();
        return "seed " + seed + ", " + message.substring(0, Math.min(200, message.length()));
      }
    }
    return null;
  }

  private static String tested(String check) {
    DiscoverySelector selector = check.contains("#") ? selectMethod(check) : selectClass(check);
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(LauncherDiscoveryRequestBuilder.request().selectors(selector).build(), listener);
    TestExecutionSummary summary = listener.getSummary();
    if (summary.getTestsStartedCount() == 0) {
      throw new IllegalStateException(
          "no test of " + check + " began: " + failure(summary).orElse("it has none"));
    }
    Optional<Throwable> thrown =
        summary.getFailures().stream().findFirst().map(TestExecutionSummary.Failure::getException);
    if (check.contains("#")
        && thrown.filter(each -> !(each instanceof AssertionError)).isPresent()) {
      throw new IllegalStateException(check + " could not run", thrown.get());
    }
    return failure(summary).orElse(null);
  }

  private static Optional<String> failure(TestExecutionSummary summary) {
    return summary.getFailures().stream()
        .findFirst()
        .map(each -> each.getTestIdentifier().getDisplayName() + ": " + each.getException());
  }
}
