package io.betintel.ev.cli.bettypes;

import io.betintel.ev.bettype.Shape;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A shape on the command line. */
final class ShapeConverter implements ITypeConverter<Shape> {
  @Override
  public Shape convert(String text) {
    try {
      return Shape.of(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
