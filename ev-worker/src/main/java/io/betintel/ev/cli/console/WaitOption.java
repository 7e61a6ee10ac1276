package io.betintel.ev.cli.console;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * {@code --wait[=DURATION]}, which means the same in every command: wait so long for what is
 * missing, be it a server, a lock or a worker's acknowledgement; then exit with 1 and name it.
 *
 * <p>Rejected: a flag with a {@code --timeout} beside it, which some commands had. Two options then
 * say one thing, and the second alone says nothing.
 */
public final class WaitOption {
  private static final String UNSAID = "60s";
  private static final Duration LOOK = Duration.ofMillis(100);

  @Option(
      names = "--wait",
      arity = "0..1",
      fallbackValue = UNSAID,
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      preprocessor = DurationOrNothing.class,
      description =
          "Wait up to DURATION, such as 90s or 5m ("
              + UNSAID
              + " if left out), for what is missing; then exit with 1 and name it.")
  private Duration asked;

  public boolean isAsked() {
    return asked != null;
  }

  /** How long to wait: a minute unless something else is asked. */
  public Duration patience() {
    return asked == null ? Duration.ofSeconds(60) : asked;
  }

  /**
   * Looks every 100 ms.
   *
   * @return what was found, or empty if the time ran out before there was anything
   */
  public <T> Optional<T> until(Look<T> look) throws Exception {
    long end = System.nanoTime() + patience().toNanos();
    while (true) {
      Optional<T> found = look.now();
      if (found.isPresent() || System.nanoTime() >= end) {
        return found;
      }
      Thread.sleep(LOOK.toMillis());
    }
  }

  /** One look at what is waited for. */
  public interface Look<T> {
    Optional<T> now() throws Exception;
  }

  /** Leaves to the command what follows {@code --wait} and is no duration, such as a name. */
  static final class DurationOrNothing implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      boolean attached = "=".equals(info.get("separator"));
      if (!attached && (args.isEmpty() || !args.peek().matches("\\d\\w*"))) {
        args.push(UNSAID);
      }
      return false;
    }
  }
}
