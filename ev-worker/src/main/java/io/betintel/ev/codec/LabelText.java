package io.betintel.ev.codec;

import io.betintel.ev.bettype.Label;

/** Labels as text on the wire, where an absent one is null. */
final class LabelText {
  private LabelText() {}

  static String of(Label<?> label) {
    return label == null ? null : label.label();
  }

  static <E extends Enum<E> & Label<E>> Label<E> label(Class<E> words, String text) {
    return text == null ? null : Label.read(words, text);
  }
}
