package io.betintel.ev.harness;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.util.LoggingLevel;
import org.slf4j.LoggerFactory;

/**
 * Tries the orders in which threads can use what they share, by Lincheck's model checker: random
 * calls by some threads, and of each such scenario many orders, switched at every lock and every
 * access of memory. An order is wrong if no order of whole calls gives the same answers by a
 * specification that is written apart from the code.
 *
 * <p>The model checker knows one memory: it finds a lock, a step or an order that is missing, and
 * not a missing {@code volatile}.
 */
public final class Interleavings {
  /** Some in every build, many with {@code -Pfull}. */
  private static final int SCENARIOS = Integer.getInteger("ev.interleavings", 6);

  private static final int ORDERS = 60;

  /** What is safe for several threads or never changes: no switch within a call. */
  private static final List<String> WHOLE =
      List.of(
          "io.micrometer.",
          "com.fasterxml.",
          "org.slf4j.",
          "ch.qos.logback.",
          "java.util.stream.",
          "java.util.regex.",
          "io.betintel.ev.api.ApiMetrics",
          "io.betintel.ev.api.OpenedTypes",
          "io.betintel.ev.api.Sample",
          "io.betintel.ev.api.live.LineView",
          "io.betintel.ev.api.live.LiveEvents",
          "io.betintel.ev.api.live.LiveLimits",
          "io.betintel.ev.catalogue.Catalogue",
          "io.betintel.ev.consume.StallRule",
          "io.betintel.ev.ops.Limit");

  private Interleavings() {}

  /**
   * @param shared its methods with {@code @Operation} use the code under test
   * @param apart has the same methods, for one thread
   */
  public static void check(Class<?> shared, Class<?> apart) {
    check(options(), shared, apart);
  }

  /**
   * @param shared its method with {@code @Validate} says what must hold once all threads have ended
   * @param apart has the same methods, which do nothing
   */
  public static void checkEnd(Class<?> shared, Class<?> apart) {
    // No call comes after the threads: it could put right what they left wrong.
    check(
        options().invocationsPerIteration(3 * ORDERS).actorsPerThread(2).actorsAfter(0),
        shared,
        apart);
  }

  private static void check(ModelCheckingOptions options, Class<?> shared, Class<?> apart) {
    Logger logger = (Logger) LoggerFactory.getLogger("io.betintel.ev");
    Level before = logger.getLevel();
    logger.setLevel(Level.OFF); // thousands of orders
    try {
      options.sequentialSpecification(apart).check(shared);
    } finally {
      logger.setLevel(before);
    }
  }

  private static ModelCheckingOptions options() {
    return new ModelCheckingOptions()
        .logLevel(LoggingLevel.ERROR)
        .iterations(SCENARIOS)
        .invocationsPerIteration(ORDERS)
        .threads(2)
        .actorsBefore(1)
        .actorsPerThread(3)
        .actorsAfter(1)
        .addGuarantee(
            forClasses(name -> WHOLE.stream().anyMatch(name::startsWith))
                .allMethods()
                .treatAsAtomic());
  }
}
