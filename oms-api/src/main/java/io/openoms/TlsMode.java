package io.openoms;

/** How a connection to a server is protected. */
public enum TlsMode {
  /** Not at all. */
  DISABLED,
  /** Encrypted where the server offers it; the default of most drivers. */
  PREFERRED,
  /** Encrypted or not at all; whoever answers is believed. */
  REQUIRED,
  /** Encrypted, and the server's certificate is signed by an authority that is trusted. */
  VERIFY_CA,
  /** Encrypted, the certificate is trusted, and it names the host that was called. */
  VERIFY_IDENTITY
}
