# The image of compose.yaml: the locked dependencies, and pumice as it lies here.
FROM python:3.11-slim
WORKDIR /pumice
ENV PATH=/pumice/.venv/bin:$PATH PYTHONUNBUFFERED=1
COPY pyproject.toml requirements.lock README.md ./
COPY scripts/setup.sh scripts/
COPY src src
RUN sh scripts/setup.sh
COPY . .
RUN useradd --create-home pumice && mkdir -p data .prefect && chown -R pumice data .prefect
USER pumice
