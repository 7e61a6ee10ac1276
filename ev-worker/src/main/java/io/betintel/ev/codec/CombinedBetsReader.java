package io.betintel.ev.codec;

import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.Leg;
import io.betintel.ev.priced.Middle;
import java.util.ArrayList;
import java.util.List;

/** Reads arbitrages, middles and their legs: the counterpart of {@link CombinedBetsWriter}. */
final class CombinedBetsReader {
  private final AvroInput in;
  private final Interned<Bookmaker> bookmakers;
  private final Interned<String> names;

  CombinedBetsReader(AvroInput in, Interned<Bookmaker> bookmakers, Interned<String> names) {
    this.in = in;
    this.bookmakers = bookmakers;
    this.names = names;
  }

  /** Null if the line has none. */
  Arbitrage optionalArbitrage() {
    return in.readPresent()
        ? new Arbitrage(
            in.readDouble(),
            in.readBoolean(),
            in.readTime(),
            legs(),
            in.readOptionalDouble(),
            optionalLine())
        : null;
  }

  private LineId optionalLine() {
    return in.readPresent() ? new LineId(in.readText()) : null;
  }

  List<Middle> middles() {
    int count = in.beginArray();
    List<Middle> middles = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      middles.add(
          new Middle(
              new LineId(in.readText()),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readOptionalDouble(),
              in.readBoolean(),
              in.readTime(),
              legs(),
              in.readOptionalDouble()));
    }
    in.endArray(count);
    return middles;
  }

  private List<Leg> legs() {
    int count = in.beginArray();
    List<Leg> legs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      legs.add(
          new Leg(
              in.readText(names),
              in.readOptionalDouble(),
              in.read(bookmakers, Bookmaker::new),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readOptionalDouble(),
              in.readOptionalDouble()));
    }
    in.endArray(count);
    return legs;
  }
}
