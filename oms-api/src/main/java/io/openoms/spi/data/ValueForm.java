package io.openoms.spi.data;

/** The canonical bytes in which a value travels from a source to a sink. */
public enum ValueForm {
  /** An integer or decimal in ASCII digits, as {@code -12.50}. */
  NUMBER,
  /** A binary floating-point number in ASCII, exact to the bit when read back as a double. */
  FLOATING,
  /** Text in UTF-8. */
  TEXT,
  /** Bytes as they are; for BIT columns big-endian, as many as the width needs. */
  BYTES,
  /** {@code YYYY-MM-DD hh:mm:ss.ffffff} or a part of it in ASCII; instants in UTC. */
  TEMPORAL
}
