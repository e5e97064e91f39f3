import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';

/** Collects the process's metrics when `/metrics` is asked; opens no port of its own. */
export const prometheusReader = new PrometheusExporter({ preventServerStart: true, withoutTargetInfo: true });
