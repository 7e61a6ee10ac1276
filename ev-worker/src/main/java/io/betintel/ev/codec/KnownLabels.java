package io.betintel.ev.codec;

import io.betintel.ev.bettype.Combination;
import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PriceSource;
import io.betintel.ev.priced.Settlement;
import io.betintel.ev.priced.ValueClass;
import java.util.function.Function;

/** Reads the words of a line, each found by its bytes. For one thread. */
final class KnownLabels {
  private final AvroInput in;
  private final Words<NotPriced> notPriced = new Words<>(NotPriced.class);
  private final Words<Shape> shapes = new Words<>(Shape.class);
  private final Words<Method> methods = new Words<>(Method.class);
  private final Words<Combination> combinations = new Words<>(Combination.class);
  private final Words<Settlement> settlements = new Words<>(Settlement.class);
  private final Words<ValueClass> classes = new Words<>(ValueClass.class);
  private final Words<Offer.Flag> flags = new Words<>(Offer.Flag.class);
  private final Words<PriceSource> sources = new Words<>(PriceSource.class);

  KnownLabels(AvroInput in) {
    this.in = in;
  }

  Label<NotPriced> optionalNotPriced() {
    return in.readPresent() ? notPriced.read() : null;
  }

  Label<Shape> shape() {
    return shapes.read();
  }

  Label<Method> method() {
    return methods.read();
  }

  Label<Combination> consensus() {
    return combinations.read();
  }

  Label<Settlement> optionalSettlement() {
    return in.readPresent() ? settlements.read() : null;
  }

  Label<ValueClass> optionalClass() {
    return in.readPresent() ? classes.read() : null;
  }

  Label<PriceSource> optionalSource() {
    return in.readPresent() ? sources.read() : null;
  }

  Label<Offer.Flag> flag() {
    return flags.read();
  }

  /** The words of one enum, and those that newer builds add. */
  private final class Words<E extends Enum<E> & Label<E>> {
    private static final int PLACES = 64;

    private final Interned<Label<E>> known = new Interned<>(PLACES);
    private final Function<String, Label<E>> reading;

    Words(Class<E> words) {
      this.reading = text -> Label.read(words, text);
    }

    Label<E> read() {
      return in.read(known, reading);
    }
  }
}
