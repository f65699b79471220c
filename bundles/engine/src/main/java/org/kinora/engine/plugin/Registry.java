package org.kinora.engine.plugin;

import java.util.List;
import org.kinora.engine.plugin.lease.Changes;
import org.kinora.engine.plugin.lease.Preferences;
import org.kinora.engine.plugin.lease.Registrations;
import org.kinora.plugins.PluginInfo.Kind;
import org.kinora.spi.capture.CaptureFactory;
import org.kinora.spi.codec.DecoderFactory;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.TimeStretchFactory;
import org.kinora.spi.compose.CompositorFactory;
import org.kinora.spi.container.FileRecovery;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.spi.storage.StorageFormat;

/** The providers of all kinds. Safe for many threads. */
final class Registry {
  final Changes plugins = new Changes();
  final Changes sessions = new Changes();
  final Preferences preferences = new Preferences();
  final Registrations<StorageFormat> formats = of(Kind.STORAGE, "format");
  final Registrations<DecoderFactory> decoders = of(Kind.DECODER, DecoderFactory.CODEC);
  final Registrations<EncoderFactory> encoders = of(Kind.ENCODER, EncoderFactory.CODEC);
  final Registrations<MuxerFactory> muxers = of(Kind.MUXER, "container");
  final Registrations<FileRecovery> recoveries = of(Kind.RECOVERY, "container");
  final Registrations<CompositorFactory> compositors =
      of(Kind.COMPOSITOR, CompositorFactory.COMPOSITOR);
  final Registrations<CaptureFactory> captures = of(Kind.CAPTURE, "capture");
  final Registrations<DatasetFormat> datasets = of(Kind.DATASET, "dataset");
  final Registrations<TimeStretchFactory> stretches = of(Kind.STRETCH, "stretch");

  private <T> Registrations<T> of(Kind kind, String nameProperty) {
    return new Registrations<>(kind, nameProperty, preferences, plugins, sessions);
  }

  /** By kind. */
  List<Registrations<?>> all() {
    return List.of(
        formats,
        decoders,
        encoders,
        muxers,
        recoveries,
        compositors,
        captures,
        datasets,
        stretches);
  }
}
