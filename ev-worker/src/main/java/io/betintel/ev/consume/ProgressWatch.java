package io.betintel.ev.consume;

import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.ClockSteps;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.RootCause;
import io.betintel.ev.ops.TimedThread;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Compares every few seconds what the broker has for the worker's parts with what they did, with a
 * client and a thread of its own: a part that stands still cannot say so itself. Parts are added
 * before the start.
 */
public final class ProgressWatch implements Component {
  static final Duration EVERY = Duration.ofSeconds(3);

  /**
   * A clock that is set back by less is waited for: to make the clients again costs as much, since
   * the group waits that long for the ones that are gone.
   */
  static final Duration SET_BACK = Duration.ofSeconds(10);

  private static final String NAME = "progress";

  private final KafkaConfig kafka;
  private final MeterRegistry meters;
  private final Map<String, Set<String>> topics = new LinkedHashMap<>();
  private final Map<String, Progress> parts = new LinkedHashMap<>();
  private final ClockSteps steps;
  private final TimedThread thread;
  private Admin admin; // of the thread
  private volatile String trouble;

  /**
   * @param clock is watched: Kafka's clients cannot bear that it is set back
   * @param steady goes on with the time that passes
   */
  public ProgressWatch(KafkaConfig kafka, MeterRegistry meters, Clock clock, Clock steady) {
    this.steps = new ClockSteps(clock, steady);
    this.kafka = kafka;
    this.meters = meters;
    this.thread =
        new TimedThread(
            NAME,
            "progress-watch",
            new TimedThread.Work() {
              @Override
              public Duration turn() throws InterruptedException {
                lookAtTheClock();
                look();
                return EVERY;
              }

              @Override
              public Check check() {
                String why = trouble;
                return why == null
                    ? Check.up(NAME, parts.size() + " parts are watched")
                    : Check.waiting(NAME, why);
              }

              @Override
              public void end() {
                if (admin != null) {
                  admin.close(Duration.ZERO);
                }
              }
            });
  }

  /**
   * Watches a part.
   *
   * @param part its name in health
   * @param group its consumer group
   * @param read the topics that the group reads
   */
  public Progress watch(String part, String group, Set<String> read) {
    Progress progress = new Progress(part, EVERY, System::nanoTime);
    topics.put(group, Set.copyOf(read));
    parts.put(group, progress);
    Gauge.builder("ev.part.stalled", () -> progress.isStalled() ? 1 : 0)
        .description("1 while work waits for this part and it does none, else 0")
        .tag("part", part)
        .register(meters);
    return progress;
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public Check check() {
    return thread.check();
  }

  @Override
  public void close() {
    thread.close();
  }

  void lookAtTheClock() {
    Duration back = steps.back();
    if (back.compareTo(SET_BACK) >= 0) {
      parts.values().forEach(progress -> progress.clockSetBack(back));
      if (admin != null) {
        admin.close(Duration.ZERO);
        admin = null;
      }
    }
  }

  private void look() throws InterruptedException {
    try {
      if (admin == null) {
        admin = Admin.create(client());
      }
      Map<String, GroupState> states = new HashMap<>(new GroupsLook(admin, topics).states());
      parts.forEach((group, progress) -> progress.look(states.get(group)));
      trouble = null;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RetriableException) {
        noAnswer("does not answer");
      } else {
        refused(e.getCause());
      }
    } catch (TimeoutException e) {
      noAnswer("does not answer");
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      refused(e);
    }
  }

  private Properties client() {
    Properties client = kafka.clientProperties();
    client.put("client.id", "ev-progress-watch");
    client.put("request.timeout.ms", "5000");
    client.put("default.api.timeout.ms", "5000");
    return client;
  }

  private void noAnswer(String why) {
    trouble = "Kafka at " + kafka.bootstrapServers() + ' ' + why;
    parts.values().forEach(progress -> progress.noAnswer(trouble));
  }

  /** The parts may do what this look may not. */
  private void refused(Throwable why) {
    trouble = "Kafka at " + kafka.bootstrapServers() + " says: " + RootCause.of(why);
    parts.values().forEach(Progress::notSeen);
  }

  private static InterruptedException interrupted(InterruptException e) {
    InterruptedException interrupted = new InterruptedException(e.getMessage());
    interrupted.initCause(e);
    return interrupted;
  }
}
