package org.kinora.engine.plugin;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kinora.engine.plugin.lease.Changes;
import org.kinora.engine.plugin.lease.LeasedCaptures;
import org.kinora.engine.plugin.lease.LeasedCompositors;
import org.kinora.engine.plugin.lease.LeasedDatasets;
import org.kinora.engine.plugin.lease.LeasedDecoders;
import org.kinora.engine.plugin.lease.LeasedEncoders;
import org.kinora.engine.plugin.lease.LeasedFormat;
import org.kinora.engine.plugin.lease.LeasedMuxers;
import org.kinora.engine.plugin.lease.LeasedRecovery;
import org.kinora.engine.plugin.lease.LeasedStretches;
import org.kinora.engine.plugin.lease.PluginGone;
import org.kinora.engine.plugin.lease.Registration;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.TrackFormat;
import org.kinora.spi.capture.Capture;
import org.kinora.spi.capture.CaptureFactory;
import org.kinora.spi.capture.CaptureSettings;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.codec.DecoderFactory;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.EncoderSettings;
import org.kinora.spi.codec.TimeStretch;
import org.kinora.spi.codec.TimeStretchFactory;
import org.kinora.spi.compose.CompositorFactory;
import org.kinora.spi.container.FileRecovery;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.spi.storage.StorageFormat;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The providers with which sessions may begin right now, in order of preference: what a person
 * prefers, then the highest ranking, then the highest bundle version, then the one that came first.
 * What they make are leases. Safe for many threads.
 */
@Component(service = Providers.class, configurationPid = PluginSettings.PID)
@Designate(ocd = PluginSettings.class)
public final class Providers {
  private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

  private final Registry registry;
  private final String holder;

  /** None yet. */
  public Providers() {
    this(new Registry(), "kinora");
  }

  private Providers(Registry registry, String holder) {
    this.registry = registry;
    this.holder = holder;
  }

  /**
   * The same providers, whose sessions are somebody's.
   *
   * @param whom a word that people know: {@code export-3}
   */
  public Providers heldBy(String whom) {
    return new Providers(registry, whom);
  }

  Registry registry() {
    return registry;
  }

  /** Called by Declarative Services: the settings, at first and when they change. */
  @Activate
  @Modified
  void modified(PluginSettings settings) {
    registry
        .preferences
        .set(List.of(settings.preferred()))
        .forEach(text -> LOG.warn("'{}' is no preference: kind, name and bundle", text));
  }

  /** Tells who waits that a provider came, drains or went. */
  public Changes changes() {
    return registry.plugins;
  }

  /** Whether a session may begin with another provider of what was taken away. */
  public boolean isThere(PluginGone gone) {
    return registry.all().stream()
        .filter(one -> one.kind() == gone.kind())
        .anyMatch(one -> !one.choice(gone.name()).isEmpty());
  }

  private static <T> List<Provider<T>> leased(
      List<Registration<T>> choice, Function<Registration<T>, T> lease) {
    return choice.stream().map(one -> new Provider<>(lease.apply(one), one.reference())).toList();
  }

  public List<Provider<StorageFormat>> formats() {
    return leased(registry.formats.choice(), one -> new LeasedFormat(one, holder));
  }

  private List<Provider<DecoderFactory>> decoders(List<Registration<DecoderFactory>> choice) {
    return leased(choice, one -> new LeasedDecoders(one, holder));
  }

  private List<Provider<EncoderFactory>> encoders(String codec) {
    return leased(registry.encoders.choice(codec), one -> new LeasedEncoders(one, holder));
  }

  public List<Provider<MuxerFactory>> muxers() {
    return leased(registry.muxers.choice(), one -> new LeasedMuxers(one, holder));
  }

  public List<Provider<FileRecovery>> recoveries() {
    return leased(registry.recoveries.choice(), one -> new LeasedRecovery(one, holder));
  }

  private List<Provider<CaptureFactory>> captures() {
    return leased(registry.captures.choice(), one -> new LeasedCaptures(one, holder));
  }

  public List<Provider<DatasetFormat>> datasets() {
    return leased(registry.datasets.choice(), one -> new LeasedDatasets(one, holder));
  }

  /** The preferred format of that name. */
  public Provider<StorageFormat> format(String name) throws MediaException {
    return choose(formats(), "storage format", "format", name);
  }

  /** The preferred muxer of that container. */
  public Provider<MuxerFactory> muxer(String container) throws MediaException {
    return choose(muxers(), "container", "container", container);
  }

  /** The preferred format of data sets of that name. */
  public Provider<DatasetFormat> dataset(String name) throws MediaException {
    return choose(datasets(), "data set format", "dataset", name);
  }

  /** The preferred compositor. */
  public Provider<CompositorFactory> compositor() throws MediaException {
    return leased(registry.compositors.choice(), one -> new LeasedCompositors(one, holder)).stream()
        .findFirst()
        .orElseThrow(
            () -> new MediaException(MediaError.PLUGIN_NOT_FOUND, "no compositor is installed"));
  }

  /** Opens a live source with the preferred provider that knows its kind. */
  public Capture open(CaptureSettings settings) throws IOException {
    for (Provider<CaptureFactory> provider : captures()) {
      if (provider.service().supports(settings.source())) {
        return provider.service().open(settings);
      }
    }
    throw new MediaException(
        MediaError.PLUGIN_NOT_FOUND,
        "no plugin records '%s'; there are sources of kind %s"
            .formatted(settings.publicSource(), names(captures(), "capture")));
  }

  /** A decoder for a track from the preferred provider that supports it. */
  public Decoder decoder(TrackFormat format, int threads) throws IOException {
    for (Provider<DecoderFactory> provider : decoders(registry.decoders.choice(format.codec()))) {
      if (provider.service().supports(format)) {
        return provider.service().create(format, threads);
      }
    }
    throw new MediaException(
        MediaError.DECODER_NOT_SUPPORTED,
        "no decoder for "
            + format.codec()
            + "; there are decoders for "
            + names(decoders(registry.decoders.choice()), DecoderFactory.CODEC));
  }

  /** A time stretch from the preferred provider. */
  public TimeStretch timeStretch(int sampleRate, int channels, double speed) throws IOException {
    List<Provider<TimeStretchFactory>> able =
        leased(registry.stretches.choice(), one -> new LeasedStretches(one, holder));
    if (able.isEmpty()) {
      throw new MediaException(
          MediaError.PLUGIN_NOT_FOUND, "no plugin changes the speed of sound; leave it out");
    }
    return able.get(0).service().create(sampleRate, channels, speed);
  }

  /** The preferred encoders that can make this, best first; empty if none can. */
  public List<Provider<EncoderFactory>> encoders(EncoderSettings settings) {
    return encoders(settings.target().codec()).stream()
        .filter(provider -> provider.service().supports(settings))
        .toList();
  }

  private static <T> Provider<T> choose(
      List<Provider<T>> providers, String kind, String property, String name)
      throws MediaException {
    for (Provider<T> provider : providers) {
      if (provider.text(property).equals(name)) {
        return provider;
      }
    }
    throw new MediaException(
        MediaError.PLUGIN_NOT_FOUND,
        "no plugin for the " + kind + " '" + name + "'; there is " + names(providers, property));
  }

  public static <T> String names(Collection<Provider<T>> providers, String property) {
    return providers.stream()
        .flatMap(provider -> provider.texts(property).stream())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", ", "[", "]"));
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addFormat(StorageFormat service, ServiceReference<StorageFormat> reference) {
    registry.formats.add(service, reference);
  }

  public void removeFormat(ServiceReference<StorageFormat> reference) {
    registry.formats.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addDecoder(DecoderFactory service, ServiceReference<DecoderFactory> reference) {
    registry.decoders.add(service, reference);
  }

  public void removeDecoder(ServiceReference<DecoderFactory> reference) {
    registry.decoders.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addEncoder(EncoderFactory service, ServiceReference<EncoderFactory> reference) {
    registry.encoders.add(service, reference);
  }

  public void removeEncoder(ServiceReference<EncoderFactory> reference) {
    registry.encoders.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addMuxer(MuxerFactory service, ServiceReference<MuxerFactory> reference) {
    registry.muxers.add(service, reference);
  }

  public void removeMuxer(ServiceReference<MuxerFactory> reference) {
    registry.muxers.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addRecovery(FileRecovery service, ServiceReference<FileRecovery> reference) {
    registry.recoveries.add(service, reference);
  }

  void removeRecovery(ServiceReference<FileRecovery> reference) {
    registry.recoveries.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addCompositor(
      CompositorFactory service, ServiceReference<CompositorFactory> reference) {
    registry.compositors.add(service, reference);
  }

  public void removeCompositor(ServiceReference<CompositorFactory> reference) {
    registry.compositors.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addTimeStretch(
      TimeStretchFactory service, ServiceReference<TimeStretchFactory> reference) {
    registry.stretches.add(service, reference);
  }

  void removeTimeStretch(ServiceReference<TimeStretchFactory> reference) {
    registry.stretches.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addCapture(CaptureFactory service, ServiceReference<CaptureFactory> reference) {
    registry.captures.add(service, reference);
  }

  void removeCapture(ServiceReference<CaptureFactory> reference) {
    registry.captures.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addDataset(DatasetFormat service, ServiceReference<DatasetFormat> reference) {
    registry.datasets.add(service, reference);
  }

  public void removeDataset(ServiceReference<DatasetFormat> reference) {
    registry.datasets.remove(reference);
  }
}
