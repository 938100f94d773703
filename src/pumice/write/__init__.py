"""From a marked document to the public record: compose, JSON Schema, audit."""
