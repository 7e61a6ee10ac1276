package io.betintel.ev.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Runs a schedule: each step is one actor's. */
final class World {
  private static final int MOST_ROUNDS = 600;
  private static final int QUIET_ROUNDS = 5;

  /** Rounds until the first workers have their partitions. */
  private static final int JOINING = 3;

  /** Within the quiet rounds every pause has ended; a clock that was set back may not catch up. */
  private static final Duration LONG = Duration.ofSeconds(5);

  private static final Duration SHORT = Duration.ofMillis(100);

  /** Within so many commands the cache may lose its lines: a batch or two. */
  private static final int MOST_COMMANDS = 12;

  /** Quotes that are sent while nothing else happens. */
  private static final int PROBES = 4;

  /** What everybody does in turn at the end. */
  private static final List<Turn.Act> EVERYBODY =
      List.of(
          Turn.Act.PUNCTUATE,
          Turn.Act.TAKE,
          Turn.Act.COMMIT,
          Turn.Act.REPLAY,
          Turn.Act.RELEASE,
          Turn.Act.TABLES,
          Turn.Act.CACHE);

  private final long seed;
  private final List<Turn> steps;
  private final Servers servers;
  private final Feed feed;
  private final Operators operators;
  private final ModelWorker[] workers;
  private final boolean[] busy;
  private int next;
  private int born;

  World(Schedule schedule) {
    this.seed = schedule.seed();
    this.steps = schedule.steps();
    this.servers = new Servers(schedule.options());
    this.feed = new Feed(servers);
    this.operators = new Operators(servers);
    this.workers = new ModelWorker[schedule.options().workers()];
    this.busy = new boolean[workers.length];
    servers.seams.others(this::others);
    servers.database.add(Rules.CONTROL, true);
    SplittableRandom random = new SplittableRandom(seed);
    if (random.nextInt(4) > 0) {
      servers.database.add(Rules.OPERATED, random.nextBoolean());
    }
    if (random.nextBoolean()) {
      servers.database.add(Rules.OLD_NAME, true);
      servers.database.add(Rules.NEW_NAME, random.nextInt(3) == 0);
    }
    if (random.nextInt(8) == 0) {
      servers.registry.goAway();
    }
    for (int i = 0; i < workers.length; i++) {
      start(i);
    }
  }

  /**
   * Runs the steps, waits until nothing moves and checks; then the same after a few quotes more,
   * with everything enabled, and in some schedules with an empty or an older cache.
   *
   * @throws Finding if a checker finds something
   */
  void run() {
    for (int i = 0; i < JOINING; i++) {
      servers.clock.pass(SHORT);
      everybody();
    }
    next = 0;
    while (next < steps.size()) {
      step(steps.get(next++));
    }
    servers.registry.heal();
    settle();
    Checks checks = new Checks(servers, feed);
    checks.all();
    Map<Integer, Long> ends = servers.broker.ends(Broker.TOPICS.lines());
    for (int i = 0; i < PROBES; i++) {
      feed.send(steps.size() * PROBES + i);
    }
    settle();
    checks.gate(ends);
    if (seed % 2 == 0) {
      operators.rename();
    }
    operators.enableAll();
    settle();
    checks.all();
    checks.twins();
    if (seed % 2 == 1) {
      lose((int) (seed / 2 % 2));
      settle();
      checks.all();
    }
  }

  private void step(Turn step) {
    switch (step.act()) {
      case SEND -> feed.send(step.how());
      case RESCHEDULE -> feed.reschedule(step.how());
      case PASS -> servers.clock.pass(time(step.how()));
      case OPERATE -> operators.operate(step.who(), step.how());
      case RENAME -> operators.rename();
      case REGISTRY -> servers.registry.befall(step.how());
      case REBALANCE -> servers.rotate();
      case EXPIRE -> expire();
      case FLUSH -> lose(step.how());
      case COMPACT -> servers.broker.compact(step.how() % servers.options.partitions());
      case RETAIN -> servers.parked.expire(step.how());
      case JUMP -> servers.clock.jump(Duration.ofSeconds(step.how() % 60 - 20));
      default -> byWorker(step, step.who() % workers.length);
    }
  }

  private void lose(int how) {
    boolean everything = how % 2 == 0;
    if (how / 2 % 2 == 0) {
      servers.cache.lose(everything);
    } else {
      servers.cache.loseLater(everything, how / 4 % MOST_COMMANDS);
    }
  }

  private static Duration time(int how) {
    return switch (how % 10) {
      case 0 -> Duration.ofSeconds(10);
      case 1, 2, 3 -> Duration.ofSeconds(1);
      default -> Duration.ofMillis(100);
    };
  }

  private void byWorker(Turn step, int who) {
    if (busy[who]) {
      if (step.act() == Turn.Act.FENCE) {
        fence(who);
      }
      return; // it stands still
    }
    busy[who] = true;
    try {
      act(step, workers[who], who);
    } catch (Crash crash) {
      crash(who);
    } catch (TaskFailure failure) {
      workers[who].stream.abort();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } catch (IllegalStateException e) {
      if (!(e.getCause() instanceof Crash)) {
        throw e;
      }
      crash(who);
    } finally {
      busy[who] = false;
    }
  }

  private void act(Turn step, ModelWorker worker, int who) throws InterruptedException {
    int how = step.how();
    switch (step.act()) {
      case TAKE -> {
        for (int i = 0; i <= how % 3; i++) {
          worker.stream.step(how / 3 + i);
        }
      }
      case COMMIT -> worker.stream.commit();
      case PUNCTUATE -> worker.stream.punctuate();
      case TABLES -> {
        for (int i = 0; i <= how % 2; i++) {
          worker.writeTables();
        }
      }
      case CACHE -> {
        for (int i = 0; i <= how % 2; i++) {
          worker.writeCache();
        }
      }
      case REPLAY -> {
        for (int i = 0; i <= how % 2; i++) {
          worker.replay();
        }
      }
      case RELEASE -> {
        for (int i = 0; i <= how % 2; i++) {
          worker.release();
        }
      }
      case POLL -> worker.poll();
      case FAULT -> {
        Mishap mishap = Mishap.of(how);
        int stalls = how / 50 % 12;
        Seams.Kind[] kinds = Seams.Kind.values();
        servers.seams.arm(worker.name, kinds[how / 6 % kinds.length], mishap, how / 36 % 3, stalls);
      }
      case CRASH -> crash(who);
      case FENCE -> fence(who);
      case ABORT -> worker.stream.abort();
      default -> throw new IllegalArgumentException(step.toString());
    }
  }

  private void start(int who) {
    workers[who] = new ModelWorker("worker-" + (char) ('a' + who) + born++, servers);
  }

  /** Another process takes its place; what it had is free at once, but for its transaction. */
  private void crash(int who) {
    workers[who].stream.die();
    servers.broker.leave(workers[who].name);
    servers.seams.forget(workers[who].name);
    servers.leave(workers[who].name);
    start(who);
  }

  private void fence(int who) {
    servers.leave(workers[who].name);
    workers[who].stream.fence();
  }

  private void expire() {
    servers.broker.expire();
  }

  /** Runs some of the next steps while a worker stands still. */
  private void others(int count) {
    for (int i = 0; i < count && next < steps.size(); i++) {
      step(steps.get(next++));
    }
  }

  private void everybody() {
    for (int who = 0; who < workers.length; who++) {
      byWorker(new Turn(Turn.Act.POLL, who, 0), who);
    }
    operators.goOn();
    for (int who = 0; who < workers.length; who++) {
      for (Turn.Act act : EVERYBODY) {
        byWorker(new Turn(act, who, 5), who);
      }
    }
  }

  /** Everybody works until nothing moves any more; what was to fail at the next seam still does. */
  private void settle() {
    int quiet = 0;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      long before = servers.broker.size();
      expire();
      servers.clock.pass(round % 4 < 3 ? SHORT : LONG);
      everybody();
      boolean moves = servers.broker.size() > before || operators.isRenaming();
      quiet = moves || !servers.isDone() ? 0 : quiet + 1;
      if (quiet == QUIET_ROUNDS) {
        return;
      }
    }
    StringBuilder states = new StringBuilder();
    for (ModelWorker worker : workers) {
      states.append("; ").append(worker);
    }
    throw new Finding("liveness", "work is left after " + MOST_ROUNDS + " rounds" + states);
  }
}
