"""Evaluates a model once a day with Airflow.

The verdict is a task of its own: a failure of the evaluation is worth a retry, a verdict never is. `--verdict-exit=never`
lets the evaluation succeed whatever it finds, and `check-verdict` turns what was committed into the exit code.
The run date is Airflow's logical date, not the clock, so a backfill evaluates the days it is meant to.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

ASSAY = "/opt/assay/submit/assay"
CONFIGURATION = "/opt/assay/conf/churn.yaml"
OUTPUT = "/data/assay"

with DAG(
    dag_id="assay_churn",
    schedule="0 6 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
) as dag:
    evaluate = BashOperator(
        task_id="evaluate",
        bash_command=(
            f"{ASSAY} --master yarn evaluate {CONFIGURATION}"
            f" --run-date {{{{ ds }}}} --output {OUTPUT} --verdict-exit=never"
        ),
        retries=2,
        retry_delay=timedelta(minutes=10),
    )
    verdict = BashOperator(
        task_id="verdict",
        bash_command=f"{ASSAY} check-verdict {OUTPUT}/evaluation=churn/run_date={{{{ ds }}}}",
        retries=0,
    )
    evaluate >> verdict
