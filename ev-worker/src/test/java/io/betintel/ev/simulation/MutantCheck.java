package io.betintel.ev.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Runs in a class loader of its own, which has the classes of a mutant. */
public final class MutantCheck {
  /** More than the sample in {@link SimulationTest}. */
  private static final int SCHEDULES = 5_000;

  private MutantCheck() {}

  /**
   * @param check {@code simulation}, or the name of a test class
   * @return what it found; null if nothing
   */
  public static String find(String check) throws Exception {
    ((Logger) LoggerFactory.getLogger("io.betintel.ev")).setLevel(Level.OFF);
    return check.equals(Mutant.SIMULATION) ? simulated() : tested(Class.forName(check));
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

  private static String tested(Class<?> test) throws Exception {
    Constructor<?> constructor = test.getDeclaredConstructor();
    constructor.setAccessible(true);
    for (Method method : test.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Test.class)) {
        Object instance = constructor.newInstance();
        try {
          for (Method before : test.getDeclaredMethods()) {
            if (before.isAnnotationPresent(BeforeEach.class)) {
              before.setAccessible(true);
              before.invoke(instance);
            }
          }
          method.setAccessible(true);
          method.invoke(instance);
        } catch (InvocationTargetException e) {
          return method.getName() + ": " + e.getCause();
        }
      }
    }
    return null;
  }
}
