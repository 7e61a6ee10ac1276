package io.betintel.ev.cli.records;

import io.betintel.ev.parking.RecordId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code PARTITION@OFFSET}. */
final class RecordIdConverter implements ITypeConverter<RecordId> {
  @Override
  public RecordId convert(String text) {
    try {
      return RecordId.of(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
