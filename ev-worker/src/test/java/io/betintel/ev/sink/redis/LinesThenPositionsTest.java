package io.betintel.ev.sink.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.sink.SinkException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whenever the store loses data while a batch is written, it never has the position alone. */
final class LinesThenPositionsTest {
  private static final List<String> LINES = List.of("a", "b", "c");

  /** Before each command of a batch, and back to each earlier state: an empty one is the first. */
  @Test
  void storeThatGoesBackAtAnyMomentNeverHasThePositionWithoutTheLines() {
    for (String began : List.of("", "5")) {
      int commands = Fake.after(began).commandsOfABatch();
      assertThat(commands).isEqualTo(8); // three lines, a mark, three looks, the position
      for (int at = 0; at <= commands; at++) {
        for (int to = 0; to < 2 + at; to++) {
          Fake store = Fake.after(began);
          store.goesBackBefore(at, to);
          boolean moved = false;
          try {
            new LinesThenPositions<>(store.batch(began)).write(LINES);
          } catch (SinkException e) {
            assertThat(e.kind()).isEqualTo(SinkException.Kind.MOVED);
            moved = true;
          }
          store.goBackNow(at, to);
          assertThat(store.has(LINES) || !store.position().equals("8"))
              .as("from position %s, before command %d back to state %d", began, at, to)
              .isTrue();
          assertThat(moved || at == commands || store.position().equals("8"))
              .as("it says so, or has written")
              .isTrue();
        }
      }
    }
  }

  @Test
  void lineThatIsMissingIsWrittenAgainOnce() {
    Fake store = Fake.after("5");
    store.forgets("b", 1);
    assertThat(new LinesThenPositions<>(store.batch("5")).write(LINES)).isEqualTo(4);
    assertThat(store.position()).isEqualTo("8");
    assertThat(store.has(LINES)).isTrue();
  }

  @Test
  void storeThatKeepsNothingIsSaidUnlessItLosesByItself() {
    Fake store = Fake.after("5");
    store.forgets("b", 100);
    LinesThenPositions<String> write = new LinesThenPositions<>(store.batch("5"));
    assertThatThrownBy(() -> write.write(LINES))
        .isInstanceOf(SinkException.class)
        .hasMessageContaining("1 lines vanished as soon as they were written");
    assertThat(store.position()).isEqualTo("5");

    store.evicts = true;
    write.write(LINES);
    assertThat(store.position()).isEqualTo("8");
  }

  @Test
  void markOfAnotherWriterOfThePartitionRefusesThePosition() {
    Fake store = Fake.after("5");
    LinesThenPositions.Store<String> mine = store.batch("5");
    mine.write(LINES);
    String mark = mine.mark();
    LinesThenPositions.Store<String> theirs = store.batch("5");
    theirs.write(LINES);
    String other = theirs.mark();
    assertThat(mine.advance(mark)).isFalse();
    assertThat(theirs.advance(other)).isTrue();
  }

  /** Its states are maps: lines by themselves, {@code position} and {@code mark}. */
  private static final class Fake {
    private final List<Map<String, String>> states = new ArrayList<>();
    private Map<String, String> now = new HashMap<>();
    private int commands;
    private int backBefore = -1;
    private int backTo;
    private String forgotten = "";
    private int forgetfulness;
    private int marks;
    private boolean evicts;

    /** An empty state, then one with a position. */
    static Fake after(String position) {
      Fake store = new Fake();
      store.states.add(Map.of());
      if (!position.isEmpty()) {
        store.now.put("position", position);
      }
      store.states.add(Map.copyOf(store.now));
      return store;
    }

    int commandsOfABatch() {
      new LinesThenPositions<>(batch(now.getOrDefault("position", ""))).write(LINES);
      return commands;
    }

    void goesBackBefore(int command, int state) {
      backBefore = command;
      backTo = state;
    }

    /** If the moment is after the last command. */
    void goBackNow(int command, int state) {
      if (command == commands) {
        now = new HashMap<>(states.get(state));
      }
    }

    void forgets(String line, int times) {
      forgotten = line;
      forgetfulness = times;
    }

    boolean has(List<String> lines) {
      return now.keySet().containsAll(lines);
    }

    String position() {
      return now.getOrDefault("position", "");
    }

    private void command(Runnable work) {
      if (commands == backBefore) {
        now = new HashMap<>(states.get(backTo));
        backBefore = -1;
      }
      work.run();
      commands++;
      states.add(Map.copyOf(now));
    }

    LinesThenPositions.Store<String> batch(String from) {
      return new LinesThenPositions.Store<>() {
        @Override
        public LinesThenPositions.Written<String> write(List<String> lines) {
          for (String line : lines) {
            command(
                () -> {
                  if (!line.equals(forgotten) || forgetfulness-- <= 0) {
                    now.put(line, "");
                  }
                });
          }
          return new LinesThenPositions.Written<>(lines.size(), lines);
        }

        @Override
        public String mark() {
          String mark = "mark " + ++marks;
          command(() -> now.put("mark", mark));
          return mark;
        }

        @Override
        public List<String> missing(List<String> lines) {
          List<String> missing = new ArrayList<>();
          for (String line : lines) {
            command(
                () -> {
                  if (!now.containsKey(line)) {
                    missing.add(line);
                  }
                });
          }
          return missing;
        }

        @Override
        public boolean advance(String mark) {
          boolean[] advanced = {false};
          command(
              () -> {
                if (mark.equals(now.get("mark")) && position().equals(from)) {
                  now.put("position", "8");
                  advanced[0] = true;
                }
              });
          return advanced[0];
        }

        @Override
        public boolean losesByItself() {
          return evicts;
        }
      };
    }
  }
}
