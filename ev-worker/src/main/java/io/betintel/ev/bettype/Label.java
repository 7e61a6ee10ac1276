package io.betintel.ev.bettype;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One of a fixed set of words, as settings and published lines spell it. A newer build may write a
 * word that this one does not know: it is read as {@link #known} empty, and passed on as it is.
 *
 * <p>An interface that the enums implement, so that a known word costs no object. Rejected: a
 * constant {@code UNKNOWN} in each enum, which forgets the word; and strings, of which no {@code
 * switch} is complete.
 *
 * @param <E> the enum of the words that this build knows
 */
public interface Label<E extends Enum<E> & Label<E>> {
  /** The word, such as {@code over_under}. */
  String label();

  /** The same as a constant; empty if this build does not know the word. */
  Optional<E> known();

  /**
   * The word as another build wrote it.
   *
   * @param words the enum of the words that this build knows
   */
  static <E extends Enum<E> & Label<E>> Label<E> read(Class<E> words, String label) {
    Optional<E> known = find(words, label);
    return known.isPresent() ? known.get() : new Unknown<>(label);
  }

  /** The constant that is spelled so; empty if this build does not know the word. */
  static <E extends Enum<E> & Label<E>> Optional<E> find(Class<E> words, String label) {
    for (E word : words.getEnumConstants()) {
      if (word.label().equals(label)) {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }

  /**
   * The constant that is spelled so.
   *
   * @param field the name of the setting or field in the message
   * @throws IllegalArgumentException if this build does not know the word; the message lists those
   *     that it knows
   */
  static <E extends Enum<E> & Label<E>> E of(Class<E> words, String field, String label) {
    return find(words, label)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    field
                        + " is \""
                        + label
                        + "\": accepted are "
                        + String.join(", ", labels(words))));
  }

  /** Every word that this build knows, in the order of the constants. */
  static <E extends Enum<E> & Label<E>> List<String> labels(Class<E> words) {
    return Stream.of(words.getEnumConstants()).map(E::label).toList();
  }

  /** A word that only a newer build knows. */
  record Unknown<E extends Enum<E> & Label<E>>(String label) implements Label<E> {
    @Override
    public Optional<E> known() {
      return Optional.empty();
    }
  }
}
