package io.betintel.ev.codec;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.priced.EvByMethod;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.OfferFlags;
import io.betintel.ev.priced.ValueClass;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** An offer from the generated classes. */
final class OfferAvro {
  /** The position of each method's field. */
  private static final Map<Method, Integer> METHODS = fields();

  private OfferAvro() {}

  static Offer fromAvro(io.betintel.ev.avro.Offer offer) {
    List<Label<Offer.Flag>> flags = new ArrayList<>(offer.getFlags().size());
    offer.getFlags().forEach(flag -> flags.add(Label.read(Offer.Flag.class, flag)));
    return new Offer(
        new Bookmaker(offer.getBookmaker()),
        offer.getPrice(),
        offer.getNetPrice(),
        offer.getQuotedAt(),
        offer.getValidUntil(),
        isValued(offer) ? value(offer) : null,
        OfferFlags.of(flags),
        offer.getLink(),
        offer.getBetLimit(),
        offer.getFee());
  }

  /** A build of another time may leave out one of them. */
  private static boolean isValued(io.betintel.ev.avro.Offer offer) {
    return offer.getEv() != null
        && offer.getFairProbability() != null
        && offer.getKelly() != null
        && offer.getStake() != null;
  }

  private static Offer.Value value(io.betintel.ev.avro.Offer offer) {
    return new Offer.Value(
        offer.getFairProbability(),
        offer.getReferences().stream().map(Bookmaker::new).toList(),
        offer.getEv(),
        offer.getKelly(),
        offer.getStake(),
        LabelText.label(ValueClass.class, offer.getValueClass()),
        offer.getWorstCaseEv(),
        offer.getEvByMethod() == null ? null : evByMethod(offer.getEvByMethod()),
        LineAvro.nearness(offer.getSource(), offer.getDistance(), offer.getStandardError()),
        offer.getEvLower());
  }

  private static EvByMethod evByMethod(io.betintel.ev.avro.EvByMethod record) {
    return EvByMethod.of(
        method -> record.get(METHODS.get(method)) instanceof Double ev ? ev : Double.NaN);
  }

  private static Map<Method, Integer> fields() {
    Map<Method, Integer> fields = new EnumMap<>(Method.class);
    for (Method method : Method.values()) {
      String label = method.label();
      Schema.Field field = io.betintel.ev.avro.EvByMethod.getClassSchema().getField(label);
      if (field == null) {
        throw new IllegalStateException("PricedLine.avsc has no field for the method " + label);
      }
      fields.put(method, field.pos());
    }
    return fields;
  }
}
